"""A stored report's numbers, as the marking made them."""

from scoring.marking import Figures, Mark, Tally
from scoring.models import Report
from scoring.rules import Headline


def figures(report: Report) -> Figures:
    return Figures(
        right=report.right,
        counted=report.counted,
        scaled=report.scaled,
        band_low=report.band_low,
        band_high=report.band_high,
        passed=report.passed,
        headline=Headline(report.headline),
        domains=[Tally(**tally) for tally in report.domains],
        objectives=[Tally(**tally) for tally in report.objectives],
        marks=marks(report),
    )


def marks(report: Report) -> list[Mark]:
    return [Mark(**mark) for mark in report.marks]
