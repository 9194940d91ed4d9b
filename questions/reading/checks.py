"""What is wrong with a draft, whatever format it came in."""

from collections.abc import Iterable, Iterator

from questions.drafts import Draft, Level, Problem

FEWEST_OPTIONS, MOST_OPTIONS = 2, 12


def sound(drafts: Iterable[Draft]) -> tuple[tuple[Draft, ...], list[Problem]]:
    """The drafts without an error, and the problems of all."""
    found = [(draft, problems_of(draft)) for draft in drafts]
    return (
        tuple(draft for draft, problems in found if not has_error(problems)),
        [problem for _, problems in found for problem in problems],
    )


def problems_of(draft: Draft) -> list[Problem]:
    """Errors, for which the draft cannot be a question, and warnings."""
    return [
        *(Problem(draft.where, message) for message in _errors(draft)),
        *(Problem(draft.where, message, Level.WARNING) for message in _doubts(draft)),
    ]


def has_error(problems: Iterable[Problem]) -> bool:
    return any(problem.level is Level.ERROR for problem in problems)


def _errors(draft: Draft) -> Iterator[str]:
    if not draft.stem.strip():
        yield "has no text before its options; write what is asked."
    if not FEWEST_OPTIONS <= len(draft.options) <= MOST_OPTIONS:
        options = "1 option" if len(draft.options) == 1 else f"{len(draft.options)} options"
        yield f"has {options}; a question needs {FEWEST_OPTIONS} to {MOST_OPTIONS}."
    for number, option in enumerate(draft.options, 1):
        if not option.text.strip():
            yield f"option {number} has no text; write it, or remove the option."
    if draft.options and not draft.key:
        yield "has no right option; mark one as right."
    if _marks_all(draft) and not draft.declared_multiple:
        yield "marks every option as right; add one that is wrong."


def _doubts(draft: Draft) -> Iterator[str]:
    texts = [option.text.strip() for option in draft.options]
    for number, text in enumerate(texts, 1):
        if text and (first := texts.index(text) + 1) < number:
            yield f"options {first} and {number} are the same; change one of them."
    if _marks_all(draft) and draft.declared_multiple:
        yield "marks every option as right; that asks little. Add one that is wrong."


def _marks_all(draft: Draft) -> bool:
    return len(draft.options) > 1 and len(draft.key) == len(draft.options)
