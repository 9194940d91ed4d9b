"""From a sat paper to the figures of its report: pure, and the same each time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scoring.codes import natural
from scoring.rules import (
    Headline,
    Ruled,
    Scale,
    band,
    headline,
    is_right,
    reaches_pass_mark,
    scaled_score,
    tally,
    wilson_interval,
)

Choice = frozenset[int]


@dataclass(frozen=True)
class Sat:
    """One position as it was sat. Options are indices into the revision, from 0; seconds are visible time."""

    position: int
    revision: int
    domain: str
    objective: str
    scored: bool
    key: Choice
    chosen: Choice
    first_chosen: Choice | None
    flagged: bool
    seconds: int
    state: str


@dataclass(frozen=True)
class Mark:
    """What became of one position; `right` is None where a ruling dropped the question."""

    position: int
    right: bool | None
    first_right: bool | None
    scored: bool
    flagged: bool
    seconds: int
    state: str
    domain: str


@dataclass(frozen=True)
class Tally:
    """Counts of scored questions in one domain or task statement; the interval is of the share right, 0 to 1.

    `meets` is None where the exam has no pass mark.
    """

    code: str
    right: int
    counted: int
    low: float
    high: float
    meets: bool | None


@dataclass(frozen=True)
class Figures:
    """All that a report says about one paper, in numbers."""

    right: int
    counted: int
    scaled: int
    band_low: int
    band_high: int
    passed: bool | None
    headline: Headline
    domains: list[Tally]
    objectives: list[Tally]
    marks: list[Mark] = field(default_factory=list)


def figures(paper: Sequence[Sat], rulings: Mapping[int, Sequence[Ruled]], scale: Scale) -> Figures:
    """Mark a paper under rulings by revision; only scored questions count towards score, domains and objectives."""
    marks = [_mark(sat, rulings.get(sat.revision, ())) for sat in paper]
    right, counted = tally(mark.right for mark in marks if mark.scored)
    low, high = band(right, counted, scale)
    return Figures(
        right=right,
        counted=counted,
        scaled=scaled_score(right, counted, scale),
        band_low=low,
        band_high=high,
        passed=reaches_pass_mark(right, counted, scale),
        headline=headline((low, high), scale),
        domains=_tallies(((sat.domain, mark) for sat, mark in zip(paper, marks, strict=True)), scale),
        objectives=_tallies(((sat.objective, mark) for sat, mark in zip(paper, marks, strict=True)), scale),
        marks=marks,
    )


def _mark(sat: Sat, rulings: Sequence[Ruled]) -> Mark:
    first = sat.first_chosen
    return Mark(
        position=sat.position,
        right=is_right(sat.chosen, sat.key, rulings),
        first_right=None if first is None else is_right(first, sat.key, rulings),
        scored=sat.scored,
        flagged=sat.flagged,
        seconds=sat.seconds,
        state=sat.state,
        domain=sat.domain,
    )


def _tallies(marks: Iterable[tuple[str, Mark]], scale: Scale) -> list[Tally]:
    by_code: dict[str, list[bool | None]] = {}
    for code, mark in marks:
        by_code.setdefault(code, [])
        if mark.scored:
            by_code[code].append(mark.right)
    lines = []
    for code in sorted(by_code, key=natural):
        right, counted = tally(by_code[code])
        low, high = wilson_interval(right, counted)
        lines.append(Tally(code, right, counted, low, high, reaches_pass_mark(right, counted, scale)))
    return lines


def order_to_explain(option_order: Sequence[int], chosen: Choice, key: Choice) -> list[int]:
    """The options in the order of their explanations: wrong ones that were chosen, the key, then the others.

    Options are numbered as the candidate saw them, from 0, in the result; as in the revision in the arguments.
    """
    shown = list(enumerate(option_order))
    chosen_wrong = [place for place, option in shown if option in chosen - key]
    keys = [place for place, option in shown if option in key]
    return chosen_wrong + keys + [place for place, option in shown if option not in chosen | key]
