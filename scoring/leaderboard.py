"""A group's leaderboard at an exam, as one of its members may see it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, FilteredRelation, OuterRef, Q, QuerySet

from exams.models import Blueprint, Sitting
from people.models import Membership, StudyGroup
from people.models.group import MembershipQuerySet
from scoring.models import Entry, Standing
from scoring.pages.leaderboard import Figures, Member, Period, Tab, Together, line, together
from scoring.ranking import Line

MEMBER = ("pk", "name", "pseudonym", "ranked_since", "left_at", "person__is_active")
FIGURES = ("attempts", "first_scaled", "best_scaled", "best_headline", "week", "week_best", "best_before_week")


@dataclass(frozen=True)
class Board:
    """Lines of those who take part; the viewer's own, whether or not they do; figures of all together."""

    lines: list[Line]
    own: Line | None
    together: Together | None = None
    sitting: Sitting | None = None


def exams(viewer: Membership) -> QuerySet[Blueprint]:
    """Exams with something to compare that the viewer may know of: those with their own standing first."""
    shared = Blueprint.shared_with.through.objects.filter(studygroup=viewer.group_id)
    sat = Sitting.objects.filter(group=viewer.group_id, cancelled_at=None)
    standing = Standing.objects.filter(blueprint=OuterRef("pk"))
    own = Exists(standing.filter(candidate=viewer.person_id))
    of_others = Exists(standing.filter(candidate__in=_seen_by(viewer).values("person")))
    of_group = Q(pk__in=shared.values("blueprint")) | Q(pk__in=sat.values("blueprint"))
    found = Blueprint.objects.filter(of_group | own | Q(of_others, open_to_sit=True))
    return found.annotate(own=own).order_by("-own", "title")


def board(viewer: Membership, exam: Blueprint, tab: Tab, period: Period, now: datetime) -> Board:
    """What a tab shows, under the group's setting."""
    if tab is Tab.LATEST:
        return _latest(viewer, exam)
    members = list(_consistent(viewer, exam) if tab is Tab.CONSISTENCY else _standing(viewer, exam))
    lines = [(member, found) for member in members if (found := line(member, tab, period, now))]
    figures = [member.figures for member in members if member.takes_part and member.figures]
    return _board(viewer, lines, together([each.best for each in figures], sum(each.attempts for each in figures)))


def _latest(viewer: Membership, exam: Blueprint) -> Board:
    """Who sat the last of the group's mocks whose results are open; one that showed them at once is not ranked."""
    opened = Sitting.objects.filter(group=viewer.group_id, blueprint=exam, results_opened_at__isnull=False)
    sitting = opened.exclude(results=Sitting.Results.AT_ONCE).order_by("-opens_at", "-pk").first()
    if sitting is None:
        return Board([], None)
    entries = Entry.objects.filter(sitting=sitting, verdict=Entry.Verdict.COUNTS)
    of_group = entries.filter(candidate__memberships__in=_seen_by(viewer))
    columns = [f"candidate__memberships__{name}" for name in MEMBER]
    lines = [
        (member := Member(None, 0, *facts), Line(member.pk, member.name, scaled, headline=headline))
        for *facts, scaled, headline in of_group.values_list(*columns, "scaled", "headline")
    ]
    scores = [line.value for member, line in lines if member.takes_part]
    return _board(viewer, lines, together(scores, len(scores)), sitting)


def _board(
    viewer: Membership,
    lines: Iterable[tuple[Member, Line]],
    together: Together | None,
    sitting: Sitting | None = None,
) -> Board:
    own = next((line for member, line in lines if member.pk == viewer.pk), None)
    if viewer.group.standings == StudyGroup.Standings.OWN:
        return Board([], own, None, sitting)
    shown = [line for member, line in lines if member.is_listed]
    return Board(shown, own, together if viewer.group.standings == StudyGroup.Standings.RANKS else None, sitting)


def _seen_by(viewer: Membership) -> MembershipQuerySet:
    """Those whose figures a viewer's page is made of: who takes part, or did when they left, and the viewer."""
    group = Membership.objects.filter(group=viewer.group_id)
    if viewer.group.standings == StudyGroup.Standings.OWN:
        return group.filter(pk=viewer.pk)
    return group.filter(Q(ranked_since__isnull=False) | Q(pk=viewer.pk))


def _standing(viewer: Membership, exam: Blueprint) -> Iterator[Member]:
    """Members with a standing."""
    for facts in _rows(viewer, exam).filter(standing__isnull=False).values_list(*MEMBER, *_of_standing(FIGURES)):
        yield Member(Figures(*facts[len(MEMBER) :]), 0, *facts[: len(MEMBER)])


def _consistent(viewer: Membership, exam: Blueprint) -> Iterator[Member]:
    """All members, with when their recent attempts ended, and how many sittings they attended."""
    attended = _attended(viewer, exam)
    for person, *facts in _rows(viewer, exam).values_list("person", *MEMBER, *_of_standing((*FIGURES, "recent"))):
        figures = facts[len(MEMBER) :]
        yield Member(Figures(*figures) if figures[0] else None, attended.get(person, 0), *facts[: len(MEMBER)])


def _rows(viewer: Membership, exam: Blueprint) -> QuerySet[Any]:
    of_exam = FilteredRelation("person__standings", condition=Q(person__standings__blueprint=exam))
    return _seen_by(viewer).annotate(standing=of_exam)


def _of_standing(names: Iterable[str]) -> list[str]:
    return [f"standing__{name}" for name in names]


def _attended(viewer: Membership, exam: Blueprint) -> dict[int, int]:
    """By person, at how many of the group's mocks they were, counting or not; none whose results are still to come."""
    opened = Sitting.objects.filter(group=viewer.group_id, blueprint=exam, results_opened_at__isnull=False)
    entries = Entry.objects.filter(sitting__in=opened).filter(~Q(verdict=Entry.Verdict.VOID))
    if viewer.group.standings == StudyGroup.Standings.OWN:
        entries = entries.filter(candidate=viewer.person_id)
    return dict(entries.order_by().values("candidate").annotate(times=Count("*")).values_list("candidate", "times"))
