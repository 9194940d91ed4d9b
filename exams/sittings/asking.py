"""Accommodations: a person asks for them, an instructor grants or declines them, before the person's start."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from exams.models import Accommodation, Attempt, ClockTimestamp, Sitting, now
from people.deeds import record
from people.models import Membership, StudyGroup, User

KEPT_FOR = timedelta(days=90)
Kind = Accommodation.Kind


class CannotAsk(Exception):
    """Why something is not asked for, in words for who asks."""


class CannotDecide(Exception):
    """Why a request is not decided, in words for the instructor."""


def ask(person: User, group: StudyGroup, sitting: Sitting | None, *, kind: str, reason: str) -> Accommodation:
    """Ask for more time in one sitting, or in every later one of a group. Raises CannotAsk."""
    if sitting is not None:
        _demand_time_to_ask(person, sitting)
        if kind == Kind.EXTRA and not sitting.blueprint.extra_minutes:
            raise CannotAsk("This exam has no extra minutes. Ask for another kind of time.")
    granted = Accommodation.objects.filter(Q(sitting=sitting) | Q(sitting=None), person=person, group=group, kind=kind)
    if granted.filter(granted=True).exists():
        raise CannotAsk("That has been granted to you already.")
    try:
        with transaction.atomic():
            return Accommodation.objects.create(person=person, group=group, sitting=sitting, kind=kind, reason=reason)
    except IntegrityError:
        raise CannotAsk("You have asked for that already; it waits for an instructor's answer.") from None


@transaction.atomic
def decide(
    asked: Accommodation,
    *,
    is_granted: bool,
    decided_by: User,
    note: str = "",
    break_minutes: int | None = None,
    for_all: bool = False,
) -> None:
    """Grant or decline; granted `for_all`, it stands for every later sitting of the group. Raises CannotDecide.

    What stands for all can be ended the same way; a sitting that was started keeps its time.
    """
    if asked.sitting_id is not None:
        # Whoever starts holds the sitting in share, so that a grant never comes between a start and its time.
        Sitting.objects.select_for_update(no_key=True).get(pk=asked.sitting_id)
        if Attempt.objects.filter(sitting=asked.sitting_id, candidate=asked.person_id).exists():
            raise CannotDecide("This person has started already, so their time is fixed. Give more on the live board.")
    present = Accommodation.objects.select_for_update().filter(pk=asked.pk).first()
    if present is None:
        raise CannotDecide("The request has been withdrawn.")
    ends_standing = present.granted and present.sitting_id is None and not is_granted
    if present.granted is not None and not ends_standing:
        raise CannotDecide("Somebody has answered this request already.")
    if ends_standing and _is_sitting(present):
        raise CannotDecide("This person is sitting just now, and keeps what was granted. End it afterwards.")
    present.granted, present.decided_by, present.note = is_granted, decided_by, note
    present.decided_at = now()
    present.break_minutes = break_minutes if is_granted and present.kind == Kind.BREAKS else None
    if is_granted and for_all:
        present.sitting = None
    present.save()
    record(decided_by, "answered who asked for time", present, granted=is_granted, person=present.person_id)


def withdraw(asked: Accommodation) -> bool:
    """Take back a request that nobody has answered; whether there was one."""
    return bool(Accommodation.objects.filter(pk=asked.pk, granted=None).delete()[0])


def decided_by(instructor: User, group: StudyGroup) -> QuerySet[Accommodation]:
    """What somebody decides about in a group that they teach: anybody's but their own."""
    asked = Accommodation.objects.filter(group=group).exclude(person=instructor)
    return asked.filter(group__in=StudyGroup.objects.taught_by(instructor).values("pk"))


def still_open(asked: QuerySet[Accommodation]) -> QuerySet[Accommodation]:
    """Requests that can still be answered: of people who are in the group, for what they have not started."""
    here = Membership.objects.present().filter(group=OuterRef("group"), person=OuterRef("person"))
    begun = Attempt.objects.filter(sitting=OuterRef("sitting"), candidate=OuterRef("person"))
    return asked.filter(
        Exists(here), ~Exists(begun), granted=None, sitting__cancelled_at=None, sitting__results_opened_at=None
    )


def forget_reasons() -> int:
    """Erase why people asked, 90 days after the decision, or after the last start where nobody decided; how many."""
    since = ClockTimestamp() - KEPT_FOR
    undecided = Q(granted=None) & (Q(sitting__last_start_at__lt=since) | Q(sitting=None, asked_at__lt=since))
    old = Accommodation.objects.filter(undecided | Q(decided_at__lt=since)).exclude(reason="", note="")
    return Accommodation.objects.filter(pk__in=list(old.values_list("pk", flat=True))).update(reason="", note="")


def _is_sitting(asked: Accommodation) -> bool:
    in_group = Attempt.objects.filter(candidate=asked.person_id, sitting__group=asked.group_id)
    return in_group.filter(handed_in_at=None).exists()


def _demand_time_to_ask(person: User, sitting: Sitting) -> None:
    if sitting.cancelled_at is not None:
        raise CannotAsk("This sitting has been called off.")
    if Attempt.objects.filter(sitting=sitting, candidate=person).exists():
        raise CannotAsk("You have started already, so your time is fixed. An instructor can still give you more.")
    if sitting.results_opened_at is not None or now() >= sitting.last_start_at:
        raise CannotAsk("This sitting can no longer be started.")
