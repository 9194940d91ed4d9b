"""What is wrong with a draft, whatever format it came in."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from questions.drafts import Draft, Level, Problem
from questions.reading.letters import names_an_option

FEWEST_OPTIONS, MOST_OPTIONS = 2, 12


def sound(found: Iterable[Draft | Problem]) -> tuple[tuple[Draft, ...], list[Problem]]:
    """The drafts without an error, and all problems in order; one that names an option by its place keeps its order."""
    drafts: list[Draft] = []
    problems: list[Problem] = []
    for draft in found:
        if isinstance(draft, Problem):
            problems.append(draft)
            continue
        naming = [] if draft.order_locked else texts_naming_options(draft)
        wrong = problems_of(draft)
        problems += [*wrong, *_kept_order(draft, naming)]
        if not has_error(wrong):
            drafts.append(replace(draft, order_locked=True) if naming else draft)
    return tuple(drafts), problems


def problems_of(draft: Draft) -> list[Problem]:
    """Errors, for which the draft cannot be a question, and warnings."""
    return [
        *(Problem(draft.where, message) for message in _errors(draft)),
        *(Problem(draft.where, message, Level.WARNING) for message in _doubts(draft)),
    ]


def texts_naming_options(draft: Draft) -> list[str]:
    """Which texts of the draft name an option by its letter or place."""
    options = list(enumerate(draft.options[:MOST_OPTIONS], 1))
    naming = [f"option {number}" for number, option in options if names_an_option(option.text)]
    naming += [f"the rationale of option {number}" for number, option in options if names_an_option(option.rationale)]
    return naming + (["the explanation"] if names_an_option(draft.explanation) else [])


def has_error(problems: Iterable[Problem]) -> bool:
    return any(problem.level is Level.ERROR for problem in problems)


def _errors(draft: Draft) -> Iterator[str]:
    if not draft.stem.strip():
        yield "has no text before its options; write what is asked."
    if not FEWEST_OPTIONS <= len(draft.options) <= MOST_OPTIONS:
        options = "1 option" if len(draft.options) == 1 else f"{len(draft.options)} options"
        yield f"has {options}; a question needs {FEWEST_OPTIONS} to {MOST_OPTIONS}."
    for number, option in enumerate(draft.options[:MOST_OPTIONS], 1):
        if not option.text.strip():
            yield f"option {number} has no text; write it, or remove the option."
    if draft.options and not draft.key:
        yield "has no right option; mark one as right."
    if _marks_all(draft) and not draft.declared_multiple:
        yield "marks every option as right; add one that is wrong."


def _doubts(draft: Draft) -> Iterator[str]:
    texts = [option.text.strip() for option in draft.options[:MOST_OPTIONS]]
    for number, text in enumerate(texts, 1):
        if text and (first := texts.index(text) + 1) < number:
            yield f"options {first} and {number} are the same; change one of them."
    if _marks_all(draft) and draft.declared_multiple:
        yield "marks every option as right; that asks little. Add one that is wrong."


def _kept_order(draft: Draft, naming: list[str]) -> Iterator[Problem]:
    if naming:
        names = "names" if len(naming) == 1 else "name"
        message = f"{', '.join(naming)} {names} an option by letter or place; the options keep their order."
        yield Problem(draft.where, message, Level.WARNING)


def _marks_all(draft: Draft) -> bool:
    return len(draft.options) > 1 and len(draft.key) == len(draft.options)
