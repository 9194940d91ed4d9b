"""What rulings have done to an attempt's score."""

from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from exams.models import Attempt
from scoring import stored
from scoring.models import Report, Ruling
from scoring.pages.decisions import Decision, sentence
from scoring.pages.outcomes import Outcome, outcome
from scoring.rules import Ruled, RulingKind


@dataclass(frozen=True)
class Consequence:
    """A decision, and what the question was worth before and after."""

    decision: Decision
    before: Outcome
    after: Outcome


@dataclass(frozen=True)
class Remarking:
    """One marking anew: the estimate before and after, and why."""

    scored_at: datetime
    before: int
    after: int
    consequences: list[Consequence]


def decisions(attempt: Attempt, up_to: int) -> list[Decision]:
    """The rulings on an attempt's questions up to a number, in their order."""
    if not up_to:
        return []
    places = {
        revision: (position, order)
        for revision, position, order in attempt.responses.values_list("revision_id", "position", "option_order")
    }
    found = []
    for ruling in Ruling.objects.filter(revision__in=places, number__lte=up_to).order_by("number"):
        position, order = places[ruling.revision_id]
        ruled = Ruled(RulingKind(ruling.kind), frozenset(ruling.options))
        found.append(Decision(ruling.number, position, ruled, sentence(ruled, order), ruling.reason))
    return found


def remarkings(attempt: Attempt, report: Report) -> list[Remarking]:
    """Each time that the attempt was marked anew, up to a report, the last one first."""
    if not (ruled := decisions(attempt, report.rulings_up_to)):
        return []
    reports = attempt.reports.filter(rulings_up_to__lte=report.rulings_up_to).order_by("-rulings_up_to")
    return [_remarking(before, after, ruled) for after, before in pairwise(reports)]


def _remarking(before: Report, after: Report, ruled: list[Decision]) -> Remarking:
    then, now = ({mark.position: outcome(mark) for mark in stored.marks(report)} for report in (before, after))
    return Remarking(
        scored_at=after.scored_at,
        before=before.scaled,
        after=after.scaled,
        consequences=[
            Consequence(decision, then[decision.position], now[decision.position])
            for decision in ruled
            if before.rulings_up_to < decision.number <= after.rulings_up_to
        ],
    )
