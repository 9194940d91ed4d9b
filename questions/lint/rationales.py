"""Rules on rationales: each option has one, about this question, that survives a shuffle."""

from collections.abc import Iterator
from datetime import date

from questions.drafts import Draft
from questions.lint.finding import Finding, Rule, option
from questions.lint.options import is_catch_all
from questions.lint.services import named
from questions.lint.words import plain
from questions.reading.letters import names_an_option

FEWEST_FOREIGN = 2


def missing(draft: Draft, today: date) -> Iterator[Finding]:
    for index, each in enumerate(draft.options):
        if not each.rationale.strip():
            verdict = "right" if each.is_key else "wrong"
            yield Finding("no-rationale", option(index), f"has no rationale; say why it is {verdict}.")


def names_letters(draft: Draft, today: date) -> Iterator[Finding]:
    message = "names an option by letter or place, which a shuffle makes wrong; name what it says."
    for index, each in enumerate(draft.options):
        for text, what in ((each.text, ""), (each.rationale, "rationale of ")):
            if names_an_option(plain(text)) and not is_catch_all(text):
                yield Finding("names-letters", f"{what}{option(index)}", message)
    if names_an_option(plain(draft.explanation)):
        yield Finding("names-letters", "explanation", message)


def about_another(draft: Draft, today: date) -> Iterator[Finding]:
    """A rationale may name what the option would be right with; one that names nothing of here was copied."""
    here = named(" ".join((draft.stem, *(each.text for each in draft.options))))
    if not here:
        return
    for index, each in enumerate(draft.options):
        services = named(each.rationale)
        if len(services) >= FEWEST_FOREIGN and services.isdisjoint(here):
            names = ", ".join(sorted(services))
            message = (
                f"names {names}, of which neither stem nor options speak; is it the rationale of another question?"
            )
            yield Finding("about-another", f"rationale of {option(index)}", message)


RULES: list[Rule] = [missing, names_letters, about_another]
