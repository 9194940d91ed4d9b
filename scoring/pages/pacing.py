"""How the time went: what each question took, against the time that the exam leaves for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from scoring.marking import Mark
from scoring.pages import charts
from scoring.pages.outcomes import Outcome, outcome


@dataclass(frozen=True)
class TimeLine:
    """The time spent on one position, as minutes and seconds, and how far it is over the budget."""

    position: int
    time: str
    over: str
    outcome: Outcome
    flagged: bool
    bar: charts.TimeBar


@dataclass(frozen=True)
class Times:
    """Time against the budget of a question; of those over it, how many are right."""

    budget: str
    lines: list[TimeLine]
    chart: charts.TimeChart
    over: int
    over_right: int


def clock_face(time: timedelta) -> str:
    """A time as people write it: 2:46, or 2:31:07 from an hour on."""
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def minutes(seconds: int) -> str:
    """A change of the time allowed: “+30 minutes”."""
    return f"{seconds / 60:+g} minutes"


def times(marks: Sequence[Mark], budget: int) -> Times:
    """The seconds of each position against a budget in seconds."""
    chart = charts.time_chart([mark.seconds for mark in marks], budget)
    over = [mark for mark in marks if mark.seconds > budget]
    return Times(
        budget=clock_face(timedelta(seconds=budget)),
        lines=[
            TimeLine(
                position=mark.position,
                time=clock_face(timedelta(seconds=mark.seconds)),
                over=f"+{clock_face(timedelta(seconds=mark.seconds - budget))}" if mark.seconds > budget else "",
                outcome=outcome(mark),
                flagged=mark.flagged,
                bar=bar,
            )
            for mark, bar in zip(marks, chart.bars, strict=True)
        ],
        chart=chart,
        over=len(over),
        over_right=sum(mark.right is True for mark in over),
    )
