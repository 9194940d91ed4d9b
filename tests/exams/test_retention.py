from datetime import timedelta

import pytest

from exams import retention, tasks
from exams.models import Accommodation, DebriefVisit, Sitting, SittingMail, now
from people.models import User
from tests.factories import group, person, sitting

pytestmark = pytest.mark.django_db


def over(exam, member: User, *, days: int) -> Sitting:
    """A sitting that could last be started some days ago."""
    made = sitting(group(member), exam)
    last = now() - timedelta(days=days)
    Sitting.objects.filter(pk=made.pk).update(opens_at=last - timedelta(hours=1), last_start_at=last)
    return made


@pytest.mark.parametrize(("days", "forgotten"), [(89, 0), (91, 1)])
def test_who_was_mailed_about_a_sitting_is_forgotten_90_days_after_it(exam, days: int, forgotten: int):
    member = person()
    SittingMail.objects.create(sitting=over(exam, member, days=days), person=member, kind="invitation")
    assert retention.forget_mails() == forgotten


@pytest.mark.parametrize(("days", "forgotten"), [(89, 0), (91, 1)])
def test_who_read_a_debrief_is_forgotten_when_it_counts_no_more(exam, days: int, forgotten: int):
    member = person()
    visited = now() - timedelta(days=days)
    DebriefVisit.objects.create(sitting=over(exam, member, days=days), person=member, last_at=visited)
    assert retention.forget_visits() == forgotten


def test_a_nightly_task_forgets_reasons_mails_and_visits(exam):
    member = person()
    old = over(exam, member, days=91)
    SittingMail.objects.create(sitting=old, person=member, kind="invitation")
    DebriefVisit.objects.create(sitting=old, person=member, last_at=now() - timedelta(days=91))
    Accommodation.objects.create(group=old.group, sitting=old, person=member, kind="2", reason="A broken arm")
    tasks.forget_old()
    assert not SittingMail.objects.exists()
    assert not DebriefVisit.objects.exists()
    assert Accommodation.objects.get().reason == ""
