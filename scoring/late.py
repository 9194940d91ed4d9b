"""The second, self-reported figure: how the score would stand with the answers that came late."""

from dataclasses import dataclass

from exams.models import Attempt
from exams.palette import State
from scoring.marking import figures
from scoring.models import Report
from scoring.rules import Headline
from scoring.taken import paper, rulings_on, sat, scale


@dataclass(frozen=True)
class LateFigure:
    """How many answers came late, and the score with them; `answered` counts the positions that are then complete."""

    answers: int
    scaled: int
    headline: Headline
    answered: int


def with_late_work(attempt: Attempt, report: Report) -> LateFigure | None:
    """The estimate with late answers in place of the kept ones; None where none came that differs from the kept one."""
    # Nothing else of a piece is read: what the browser claimed besides may be anything.
    latest = dict(attempt.late_work.order_by("counter", "device").values_list("position", "chosen"))
    if not latest:
        return None
    responses = paper(attempt)
    changed = {
        response.position: latest[response.position]
        for response in responses
        if latest.get(response.position, response.chosen) != response.chosen
    }
    if not changed:
        return None
    rulings = rulings_on([response.revision_id for response in responses], report.rulings_up_to)
    sats = [sat(response, changed.get(response.position)) for response in responses]
    found = figures(sats, rulings, scale(attempt.blueprint))
    return LateFigure(
        answers=len(changed),
        scaled=found.scaled,
        headline=found.headline,
        answered=sum(mark.state == State.ANSWERED for mark in found.marks),
    )
