"""What the report page prints, from the numbers that a report stores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exams.palette import State
from scoring.marking import Figures, Mark, Tally
from scoring.pages import charts
from scoring.rules import Scale

# From this share of a paper on, what was left open says more about a score than the band does.
MANY = 0.1


@dataclass(frozen=True)
class DomainLine:
    """A domain; `meets` is None where nothing of it counts, or nothing passes. Share and interval are whole per cents.

    `weight` is what the blueprint asks of it, in words.
    """

    code: str
    title: str
    weight: str
    right: int
    counted: int
    share: int
    low: int
    high: int
    meets: bool | None
    bar: charts.ShareBar


@dataclass(frozen=True)
class ObjectiveLine:
    """A task statement with its counts; `pips` tells for each scored question whether it is one of the right ones."""

    code: str
    title: str
    right: int
    counted: int
    pips: list[bool]


@dataclass(frozen=True)
class SetApart:
    """How many questions did not count: those that stood unscored among the others, and scored ones dropped since."""

    unscored: int
    dropped: int


def set_apart(marks: Sequence[Mark]) -> SetApart:
    return SetApart(
        unscored=sum(not mark.scored for mark in marks),
        dropped=sum(mark.scored and mark.right is None for mark in marks),
    )


def many_blanks(marks: Sequence[Mark]) -> int:
    """How many questions are wrong for want of a complete answer; 0 where they are few."""
    blanks = sum(mark.right is False and mark.state != State.ANSWERED for mark in marks)
    return blanks if blanks >= MANY * len(marks) else 0


def pass_share(scale: Scale) -> int | None:
    """The proportion right that passes, in whole per cents; None where the exam has no pass mark."""
    if scale.pass_mark is None:
        return None
    return round(100 * (scale.pass_mark - scale.least) / (scale.most - scale.least))


def rights_needed(counted: int, scale: Scale) -> int | None:
    """The fewest right answers that reach the pass mark; None where the exam has none."""
    if scale.pass_mark is None:
        return None
    return -(-(scale.pass_mark - scale.least) * counted // (scale.most - scale.least))


def domain_lines(
    figures: Figures, titles: Mapping[str, str], weights: Mapping[str, str], scale: Scale
) -> list[DomainLine]:
    """The domains in their order, each with its bar."""
    return [
        _domain_line(tally, titles.get(tally.code, ""), weights.get(tally.code, ""), scale) for tally in figures.domains
    ]


def _domain_line(tally: Tally, title: str, weight: str, scale: Scale) -> DomainLine:
    share = tally.right / tally.counted if tally.counted else 0
    return DomainLine(
        code=tally.code,
        title=title,
        weight=weight,
        right=tally.right,
        counted=tally.counted,
        share=round(100 * share),
        low=round(100 * tally.low),
        high=round(100 * tally.high),
        meets=tally.meets if tally.counted else None,
        bar=charts.share_bar(share, (tally.low, tally.high), scale),
    )


def objective_lines(figures: Figures, titles: Mapping[str, str]) -> list[ObjectiveLine]:
    """The task statements in their order."""
    return [
        ObjectiveLine(
            tally.code,
            titles.get(tally.code, ""),
            tally.right,
            tally.counted,
            [place < tally.right for place in range(tally.counted)],
        )
        for tally in figures.objectives
    ]
