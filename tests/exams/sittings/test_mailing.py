from datetime import timedelta

import pytest
from django.core import mail

from exams import tasks
from exams.models import Sitting, SittingMail, now
from exams.sittings import mailing, scheduling, starting, telling
from tests import dropping_mail, factories

pytestmark = pytest.mark.django_db
Kind = SittingMail.Kind


@pytest.fixture
def ann():
    return factories.person(display_name="Ann", time_zone="Asia/Tokyo")


@pytest.fixture
def sitting(ann, exam) -> Sitting:
    return factories.sitting(factories.group(ann), exam, opens_at=now() + timedelta(hours=2), last_start_at=_later())


def _later():
    return now() + timedelta(hours=9)


def test_an_invitation_is_mailed_once_in_the_time_zone_of_its_reader(sitting, ann):
    for _ in range(2):
        mailing.send(sitting.pk, Kind.INVITATION)
    (sent,) = mail.outbox
    assert sent.to == [ann.email]
    assert "Asia/Tokyo" in sent.body
    assert [name for name, _, _ in sent.attachments] == ["sitting.ics"]
    assert SittingMail.objects.get().sent_at


def test_a_sweep_finds_whom_nobody_has_told(sitting):
    assert (sitting.pk, Kind.INVITATION) in list(telling.all_due())
    mailing.send(sitting.pk, Kind.INVITATION)
    assert (sitting.pk, Kind.INVITATION) not in list(telling.all_due())


def test_a_change_is_told_to_those_who_knew(sitting):
    mailing.send(sitting.pk, Kind.INVITATION)
    scheduling.extend(sitting, sitting.last_start_at + timedelta(hours=1), seen=0)
    mailing.send(sitting.pk, Kind.CHANGE)
    mailing.send(sitting.pk, Kind.CHANGE)
    assert [message.subject for message in mail.outbox][1:] == ["Rehearsal: changed: “Mock 1”"]


def test_a_call_off_takes_it_out_of_the_calendar(sitting):
    mailing.send(sitting.pk, Kind.INVITATION)
    scheduling.call_off(sitting)
    mailing.send(sitting.pk, Kind.CHANGE)
    assert "called off" in mail.outbox[1].subject
    assert "STATUS:CANCELLED" in mail.outbox[1].attachments[0][1]


def test_a_mail_server_that_is_away_stops_nothing_and_is_tried_again(sitting, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert not mailing.send(sitting.pk, Kind.INVITATION)
    assert not SittingMail.objects.exists()
    assert (sitting.pk, Kind.INVITATION) in list(telling.all_due())


def test_a_mail_that_may_have_been_sent_is_never_sent_again(sitting, settings):
    usual = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "tests.dropping_mail.EmailBackend"
    dropping_mail.taken.clear()
    assert not mailing.send(sitting.pk, Kind.INVITATION)
    settings.EMAIL_BACKEND = usual
    mailing.send(sitting.pk, Kind.INVITATION)
    assert (len(dropping_mail.taken), mail.outbox) == (1, [])
    assert SittingMail.objects.get().sent_at is None


def test_a_dead_mail_server_lets_everybody_start(sitting, ann, settings):
    settings.EMAIL_BACKEND = "tests.dropping_mail.EmailBackend"
    tasks.mail(sitting.pk, Kind.INVITATION)
    Sitting.objects.filter(pk=sitting.pk).update(opens_at=now() - timedelta(hours=1))
    assert starting.start(ann, sitting)


def opening(sitting: Sitting, in_: timedelta) -> None:
    """Let the sitting open so long from now, with everybody invited two days ago."""
    moved = {"opens_at": now() + in_, "last_start_at": now() + in_ + timedelta(hours=1)}
    Sitting.objects.filter(pk=sitting.pk).update(**moved)
    SittingMail.objects.filter(kind=Kind.INVITATION).update(recorded_at=now() - timedelta(days=2))


def test_a_reminder_comes_once_within_a_day_of_the_opening(sitting):
    mailing.send(sitting.pk, Kind.INVITATION)
    opening(sitting, timedelta(hours=25))
    mailing.send(sitting.pk, Kind.REMINDER)
    assert len(mail.outbox) == 1
    opening(sitting, timedelta(hours=23))
    for _ in range(2):
        mailing.send(sitting.pk, Kind.REMINDER)
    assert [each.subject for each in mail.outbox][1:] == ["Rehearsal: soon: “Mock 1”"]


def test_nobody_is_reminded_of_what_they_were_just_told(sitting):
    mailing.send(sitting.pk, Kind.INVITATION)
    mailing.send(sitting.pk, Kind.REMINDER)
    assert [each.subject for each in mail.outbox] == ["Rehearsal: an invitation to “Mock 1”"]


def test_who_joins_later_is_invited_by_the_sweep(sitting, ann):
    mailing.send(sitting.pk, Kind.INVITATION)
    late = factories.person()
    factories.join(sitting.group, late)
    assert list(telling.all_due()) == [(sitting.pk, Kind.INVITATION)]
    mailing.send(sitting.pk, Kind.INVITATION)
    assert [each.to[0] for each in mail.outbox] == [ann.email, late.email]


def test_a_mail_names_nobody_but_its_reader(sitting, ann):
    other = factories.person(display_name="Ben")
    factories.join(sitting.group, other)
    mailing.send(sitting.pk, Kind.INVITATION)
    (to_ann,) = (each for each in mail.outbox if each.to == [ann.email])
    everything = to_ann.message().as_string() + to_ann.attachments[0][1]
    assert other.email not in everything
    assert "Ben" not in everything


def test_more_people_than_a_task_takes_are_told_by_the_next(sitting):
    for _ in range(mailing.AT_ONCE):
        factories.join(sitting.group, factories.person())
    assert mailing.send(sitting.pk, Kind.INVITATION)
    assert not mailing.send(sitting.pk, Kind.INVITATION)
    assert len(mail.outbox) == mailing.AT_ONCE + 1


def test_a_sitting_that_is_gone_is_told_to_nobody():
    assert not mailing.send(0, Kind.INVITATION)
