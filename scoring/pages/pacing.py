"""How the time went: what each question took, against the time that the exam leaves for one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from scoring.marking import Mark
from scoring.pages import charts
from scoring.pages.outcomes import Outcome, outcome

COLUMNS = 3


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
    """Time against the budget of a question, the lines also in columns; of those over it, how many are right."""

    budget: str
    lines: list[TimeLine]
    columns: list[list[TimeLine]]
    chart: charts.TimeChart
    over: int
    over_right: int


def clock_face(time: timedelta) -> str:
    """A time as people write it: 2:46, or 2:31:07 from an hour on."""
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def length(time: timedelta) -> str:
    """How long a sitting was, in whole minutes: “210 min”; in seconds below one."""
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    return f"{minutes} min" if minutes else f"{seconds} s"


def times(marks: Sequence[Mark], budget: int) -> Times:
    """The seconds of each position against a budget in seconds."""
    chart = charts.time_chart([mark.seconds for mark in marks], budget)
    lines = [_line(mark, bar, budget) for mark, bar in zip(marks, chart.bars, strict=True)]
    length = -(-len(lines) // COLUMNS)
    over = [mark for mark in marks if mark.seconds > budget]
    return Times(
        budget=clock_face(timedelta(seconds=budget)),
        lines=lines,
        columns=[lines[first : first + length] for first in range(0, len(lines), length)],
        chart=chart,
        over=len(over),
        over_right=sum(mark.right is True for mark in over),
    )


def _line(mark: Mark, bar: charts.TimeBar, budget: int) -> TimeLine:
    return TimeLine(
        position=mark.position,
        time=clock_face(timedelta(seconds=mark.seconds)),
        over=f"+{clock_face(timedelta(seconds=mark.seconds - budget))}" if mark.seconds > budget else "",
        outcome=outcome(mark),
        flagged=mark.flagged,
        bar=bar,
    )
