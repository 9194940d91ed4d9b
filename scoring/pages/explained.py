"""One explained question: which option was right, and why, by the letters that the candidate saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from questions.concepts import Card, ContrastPage
from scoring.marking import Mark
from scoring.pages.challenged import Said
from scoring.pages.decisions import Choice, Decision, letters, right_choices
from scoring.pages.outcomes import Outcome, outcome


@dataclass(frozen=True)
class Given:
    """What stood at a position, with its compiled texts. The key and the texts are numbered as in the revision."""

    position: int
    revision: int
    option_order: list[int]
    chosen: list[int]
    first_chosen: list[int] | None
    key: list[int]
    domain: str
    objective: str
    objective_title: str
    stem_html: str
    options_html: list[str]
    after_html: str
    stem: str
    options: list[str]


@dataclass(frozen=True)
class Option:
    heading: str
    is_right: bool
    is_chosen: bool
    html: str


@dataclass(frozen=True)
class Told:
    """What the glossary has to a question: the concepts that it names, and contrasts between the choice and the key."""

    concepts: list[Card]
    contrasts: list[ContrastPage]


@dataclass(frozen=True)
class Explained:
    given: Given
    mark: Mark
    outcome: Outcome
    chosen: str
    first_chosen: str
    right: str
    decisions: list[Decision]
    options: list[Option]
    said: Said
    told: Told


def explain(
    given: Given, mark: Mark, order: Sequence[int], decisions: list[Decision], *, said: Said, told: Told
) -> Explained:
    """Lay out a question's explanation; `order` numbers the options as they were shown."""
    key = frozenset(given.key)
    accepted = right_choices(key, [decision.ruled for decision in decisions])
    first = given.first_chosen
    return Explained(
        given=given,
        mark=mark,
        outcome=outcome(mark),
        chosen=_seen(given, given.chosen),
        first_chosen=_seen(given, first) if first is not None and first != given.chosen else "",
        right=", or ".join(letters(choice, given.option_order) for choice in accepted),
        decisions=decisions,
        options=[_option(given, shown, key, frozenset().union(*accepted)) for shown in order],
        said=said,
        told=told,
    )


def _seen(given: Given, shown: Sequence[int]) -> str:
    return letters([given.option_order[option] for option in shown], given.option_order)


def _option(given: Given, shown: int, key: Choice, right: Choice) -> Option:
    option = given.option_order[shown]
    return Option(
        heading=_heading(ascii_uppercase[shown], was_right=option in key, is_right=option in right),
        is_right=option in right,
        is_chosen=shown in given.chosen,
        html=given.options_html[option],
    )


def _heading(letter: str, *, was_right: bool, is_right: bool) -> str:
    if was_right and is_right:
        return f"Why {letter} is right"
    if is_right:
        return f"{letter} is right by a later ruling"
    return f"{letter} was the key until a later ruling" if was_right else f"Why {letter} is wrong"
