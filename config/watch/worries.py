"""What is wrong with an installation, in sentences; deploy/alerts.yml says the same to Prometheus."""

from collections.abc import Iterator
from datetime import timedelta

from .signs import Passing, Stored

SWEEP = "scoring.tasks.sweep"
# The sweep goes round every 15 seconds, and a report takes far less.
UNSCORED = timedelta(minutes=2)
OVERDUE = timedelta(minutes=1)
SILENT_SECONDS = 60
CROWDED = 0.9


def worries(stored: Stored | None, passing: Passing | None) -> Iterator[str]:
    """Yield what somebody should look after."""
    if stored:
        yield from _about_attempts(stored)
        if stored.connections > stored.connections_allowed * CROWDED:
            yield "PostgreSQL has hardly any connection left."
    else:
        yield "PostgreSQL does not answer: nobody can sit an exam."
    if passing:
        yield from _about_tasks(passing)
    else:
        yield "Redis does not answer: reports have to wait until it is back."


def _about_attempts(stored: Stored) -> Iterator[str]:
    if stored.unscored.longest > UNSCORED:
        yield "An ended attempt has been waiting for its report for more than two minutes."
    if stored.overdue.longest > OVERDUE:
        yield "An attempt is open though its time has been over for more than a minute."
    if stored.failing:
        yield "Some attempts could not be scored; the administration's scoring failures say why."


def _about_tasks(passing: Passing) -> Iterator[str]:
    if not passing.workers:
        yield "No worker is alive: reports have to wait."
    if passing.second - passing.rounds.get(SWEEP, 0) > SILENT_SECONDS:
        yield "The sweep has not gone round for more than a minute: look after beat and the workers."
