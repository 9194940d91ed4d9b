"""A candidate's attempts, and how the estimate moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch

from exams.attempts import close_overdue
from exams.models import Attempt, Blueprint
from people.models import User
from scoring.another import Another, another
from scoring.met_before import met_before
from scoring.models import Report
from scoring.pages import charts
from scoring.taken import scale

FIGURES = ("attempt", "right", "counted", "scaled", "band_low", "band_high", "headline", "passed", "rulings_up_to")


@dataclass(frozen=True)
class Line:
    """An attempt; its newest report only once that has been opened, since a score is not to be met by chance.

    Of one that is sealed nothing tells whether it has been scored.
    `met_before` counts the questions of its paper that stood on an earlier one.
    """

    attempt: Attempt
    report: Report | None
    is_sealed: bool
    is_ready: bool
    met_before: int


@dataclass(frozen=True)
class Trend:
    """The estimates of one exam, in the order in which it was sat."""

    blueprint: Blueprint
    lines: list[Line]
    chart: charts.TrendChart
    has_met: bool


def lines(candidate: User) -> list[Line]:
    """Every attempt, the last one first; an overdue one is closed on the way."""
    close_overdue(candidate.attempts.all())
    newest_first = Report.objects.only(*FIGURES).order_by("-rulings_up_to")
    attempts = (
        candidate.attempts.select_related("blueprint", "sitting")
        .prefetch_related(Prefetch("reports", newest_first, to_attr="newest_first"))
        .order_by("-started_at")
    )
    met = met_before(candidate)
    return [_line(attempt, attempt.newest_first, met[attempt.pk]) for attempt in attempts]  # type: ignore[attr-defined]


def _line(attempt: Attempt, newest_first: Sequence[Report], met: int) -> Line:
    sitting, newest = attempt.sitting, next(iter(newest_first), None)
    is_sealed = sitting is not None and not sitting.shows_at_once and sitting.results_opened_at is None
    opened = newest if attempt.report_opened_at and not is_sealed else None
    return Line(attempt, opened, is_sealed, newest is not None and not is_sealed, met)


def next_mock(candidate: User, lines: Sequence[Line]) -> Another | None:
    """Another mock of the exam that was sat last; none before the first, or while an attempt runs."""
    if not lines or not all(line.attempt.handed_in_at for line in lines):
        return None
    return another(candidate, lines[0].attempt.blueprint)


def trends(lines: Sequence[Line]) -> list[Trend]:
    """A trend for each exam that was sat twice or more, reports opened."""
    opened = sorted((line for line in lines if line.report), key=lambda line: line.attempt.blueprint.code)
    by_exam = (list(of_exam)[::-1] for _, of_exam in groupby(opened, key=lambda line: line.attempt.blueprint_id))
    return [_trend(of_exam) for of_exam in by_exam if len(of_exam) > 1]


def _trend(of_exam: list[Line]) -> Trend:
    blueprint = of_exam[0].attempt.blueprint
    estimates = [(line.report.band_low, line.report.scaled, line.report.band_high) for line in of_exam if line.report]
    return Trend(
        blueprint, of_exam, charts.trend_chart(estimates, scale(blueprint)), any(line.met_before for line in of_exam)
    )
