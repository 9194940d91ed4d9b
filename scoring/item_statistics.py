"""What answers say about a question: numbers in, numbers out. docs/item-statistics.md gives formulas and sources."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import atanh, sqrt, tanh
from statistics import correlation, median

from scoring.rules import Z_90

FACILITY_FROM = 30
DISCRIMINATION_FROM = 100
TOO_LITTLE_DISCRIMINATION = 0.1
GROUP_SHARE = 0.27
FUNCTIONS_FROM = 0.05


@dataclass(frozen=True)
class Answer:
    """One candidate's answer, options as the revision numbers them, from 0; an empty choice is a blank.

    `rest` is the proportion right on the attempt's other scored questions, None where there were none.
    """

    chosen: frozenset[int]
    right: bool
    rest: float | None
    seconds: int


@dataclass(frozen=True)
class Count:
    """How many gave a choice: of everyone, and of the upper and the lower group."""

    everyone: int
    upper: int
    lower: int


@dataclass(frozen=True)
class ItemFigures:
    """The figures of one question; what too few answers, or answers all alike, do not tell is None or empty.

    `low` and `high` are the 90% interval of the discrimination. `choices` has a count for each option in the written
    order, and as its last one that of the blanks; `keys` are the options that stand in some right choice.
    """

    answers: int
    right: int
    facility: float | None = None
    median_seconds: float | None = None
    discrimination: float | None = None
    low: float | None = None
    high: float | None = None
    upper_size: int = 0
    lower_size: int = 0
    choices: tuple[Count, ...] = ()
    keys: tuple[int, ...] = ()
    non_functioning: int | None = None


def item_figures(answers: Sequence[Answer], *, options: int, keys: Collection[int]) -> ItemFigures:
    """The figures of a question with so many options, of which `keys` stand in some right choice."""
    right = sum(answer.right for answer in answers)
    if len(answers) < FACILITY_FROM:
        return ItemFigures(len(answers), right)
    facility, time = right / len(answers), float(median(answer.seconds for answer in answers))
    if len(answers) < DISCRIMINATION_FROM:
        return ItemFigures(len(answers), right, facility, time)
    found = discrimination([(answer.right, answer.rest) for answer in answers if answer.rest is not None])
    upper, lower = upper_and_lower(answers)
    counts = tuple(_counts(option, answers, upper, lower) for option in [*range(options), None])
    distractors = [counts[option].everyone for option in range(options) if option not in keys]
    return ItemFigures(
        answers=len(answers),
        right=right,
        facility=facility,
        median_seconds=time,
        discrimination=found and found[0],
        low=found and found[1],
        high=found and found[2],
        upper_size=len(upper),
        lower_size=len(lower),
        choices=counts,
        keys=tuple(sorted(keys)),
        non_functioning=sum(chosen < FUNCTIONS_FROM * len(answers) for chosen in distractors),
    )


def discrimination(marks: Sequence[tuple[bool, float]]) -> tuple[float, float, float] | None:
    """The point-biserial correlation of right (or not) with the rest, and the ends of its 90% interval.

    None for under 100 marks, and where all are right, all wrong, or every rest is the same. Point-biserial: Lord &
    Novick 1968, 15.3; with the rest of the test: Henrysson 1963, Psychometrika 28, 211-218.
    """
    is_constant = len({right for right, _ in marks}) < 2 or len({rest for _, rest in marks}) < 2
    if len(marks) < DISCRIMINATION_FROM or is_constant:
        return None
    found = correlation([float(right) for right, _ in marks], [rest for _, rest in marks])
    return found, *fisher_interval(found, len(marks))


def fisher_interval(found: float, pairs: int) -> tuple[float, float]:
    """The 90% interval of a correlation over so many pairs, at least 4 (Fisher 1921, Metron 1, 3-32)."""
    if abs(found) >= 1:
        return found, found
    reach = Z_90 / sqrt(pairs - 3)
    return tanh(atanh(found) - reach), tanh(atanh(found) + reach)


def upper_and_lower(answers: Sequence[Answer]) -> tuple[list[Answer], list[Answer]]:
    """The best and the worst 27% by their rest (Kelley 1939, J. Educ. Psychol. 30, 17-24), with all who tie with them.

    Both are empty where that would put somebody into both.
    """
    ranked = sorted(answer.rest for answer in answers if answer.rest is not None)
    size = round(GROUP_SHARE * len(ranked))
    if not size or ranked[-size] <= ranked[size - 1]:
        return [], []
    return (
        [answer for answer in answers if answer.rest is not None and answer.rest >= ranked[-size]],
        [answer for answer in answers if answer.rest is not None and answer.rest <= ranked[size - 1]],
    )


def rest_share(right: int, counted: int, own: bool | None) -> float | None:
    """The proportion right without the question itself, whose own mark is None where it does not count."""
    others = counted - (own is not None)
    return (right - bool(own)) / others if others else None


def _counts(option: int | None, *groups: Sequence[Answer]) -> Count:
    return Count(*(sum(_gave(answer, option) for answer in group) for group in groups))


def _gave(answer: Answer, option: int | None) -> bool:
    return not answer.chosen if option is None else option in answer.chosen
