"""Stored numbers, as the pure modules made them."""

from dataclasses import fields

from scoring.item_statistics import Count, ItemFigures
from scoring.marking import Figures, Mark, Tally
from scoring.models import ItemStatistics, Report
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


def item_figures(statistics: ItemStatistics) -> ItemFigures:
    plain = {field.name: getattr(statistics, field.name) for field in fields(ItemFigures)}
    choices = tuple(Count(**count) for count in statistics.choices)
    return ItemFigures(**{**plain, "choices": choices, "keys": tuple(statistics.keys)})
