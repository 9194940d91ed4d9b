from datetime import timedelta

import pytest
from django.core import mail

from exams.models import Sitting, SittingMail, now
from exams.sittings import mailing, scheduling, telling
from tests import factories

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


def test_a_sitting_that_is_gone_is_told_to_nobody():
    assert not mailing.send(0, Kind.INVITATION)
