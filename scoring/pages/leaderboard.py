"""What the tabs of a leaderboard make of its members' figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from statistics import mean

from scoring.ranking import Line
from scoring.track_record import RECENT, monday

# From the mean of fewer, each could work out what another has.
FEWEST_TOGETHER = 5


class Tab(StrEnum):
    BEST = "best"
    LATEST = "latest"
    IMPROVEMENT = "improvement"
    CONSISTENCY = "consistency"


class Period(StrEnum):
    ALL = "all"
    WEEK = "week"


@dataclass(frozen=True)
class Figures:
    """The columns of a standing that leaderboards read; see scoring.track_record."""

    attempts: int
    first: int
    best: int
    headline: str
    week: date
    week_best: int
    before_week: int | None
    recent: Sequence[datetime] = ()


@dataclass(frozen=True)
class Member:
    """Somebody of a group with what they have to show; whoever has left stays in the figures of all together.

    `attended` counts the group's sittings at which they were.
    """

    figures: Figures | None
    attended: int
    pk: int
    name_in_group: str
    pseudonym: str
    ranked_since: datetime | None
    left_at: datetime | None
    is_active: bool

    @property
    def name(self) -> str:
        return self.pseudonym or self.name_in_group

    @property
    def takes_part(self) -> bool:
        return self.ranked_since is not None

    @property
    def is_listed(self) -> bool:
        """Whether others see a line of theirs."""
        return self.takes_part and self.left_at is None and self.is_active


@dataclass(frozen=True)
class Together:
    """The group's own figures: people, their mocks that count, and the mean of what the tab ranks."""

    people: int
    mocks: int
    mean: int


def line(member: Member, tab: Tab, period: Period, now: datetime) -> Line | None:
    """A member's line on a tab that is made from standings; none where they have nothing to show there."""
    figures = member.figures
    match tab, period:
        case Tab.CONSISTENCY, _:
            return _consistency(member, period, now)
        case _ if figures is None:
            return None
        case Tab.IMPROVEMENT, Period.ALL:
            return _improvement(member, figures.first, figures.best) if figures.attempts > 1 else None
        case Tab.IMPROVEMENT, _:
            before = figures.before_week
            is_there = figures.week == monday(now) and before is not None
            return _improvement(member, before or 0, max(before or 0, figures.week_best)) if is_there else None
        case _, Period.ALL:
            return _best(member, figures, now)
        case _:
            return Line(member.pk, member.name, figures.week_best) if figures.week == monday(now) else None


def _best(member: Member, figures: Figures, now: datetime) -> Line:
    before = figures.before_week if figures.week == monday(now) else figures.best
    detail = f"{figures.attempts} mock" if figures.attempts == 1 else f"best of {figures.attempts} mocks"
    return Line(member.pk, member.name, figures.best, before, figures.headline, detail)


def _improvement(member: Member, before: int, best: int) -> Line:
    return Line(member.pk, member.name, best - before, detail=f"from {before} to {best}")


def _consistency(member: Member, period: Period, now: datetime) -> Line | None:
    ended = member.figures.recent if member.figures else []
    if period is Period.WEEK:
        count = sum(monday(moment) == monday(now) for moment in ended)
        return Line(member.pk, member.name, count) if count else None
    count = sum(moment > now - RECENT for moment in ended)
    detail = f"{member.attended} sitting{'' if member.attended == 1 else 's'} attended"
    return Line(member.pk, member.name, count, detail=detail) if count or member.attended else None


def together(scores: Sequence[int], mocks: int) -> Together | None:
    """Figures of all who take part or did before they left; none of so few that they would tell of each."""
    if len(scores) < FEWEST_TOGETHER:
        return None
    return Together(len(scores), mocks, round(mean(scores)))
