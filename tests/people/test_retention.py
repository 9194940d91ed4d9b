from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from people import retention, tasks
from people.models import Invitation, User
from tests.factories import group, person

pytestmark = pytest.mark.django_db


def ago(days: int):
    return timezone.now() - timedelta(days=days)


def invitation(email: str, *, made: int, ends: int, **facts) -> Invitation:
    """One that was made some days ago, and ends some days after that."""
    made_at = ago(made)
    stored = Invitation.objects.create(
        group=group(), email=email, most_uses=1, expires_at=made_at + timedelta(days=ends), **facts
    )
    Invitation.objects.filter(pk=stored.pk).update(made_at=made_at)
    return stored


def signed_up(*, days: int, verified: bool = False, **facts) -> User:
    somebody = person(joined_at=ago(days), **facts)
    EmailAddress.objects.create(user=somebody, email=somebody.email, verified=verified, primary=True)
    return somebody


def test_addresses_that_were_invited_are_forgotten_90_days_later():
    invitation("old@example.org", made=91, ends=30)
    for kept in (
        {"email": "new@example.org", "made": 89, "ends": 30},
        {"email": "open@example.org", "made": 91, "ends": 99},
        {"email": "", "made": 91, "ends": 30},
    ):
        invitation(**kept)
    assert retention.forget_invited() == 1
    assert set(Invitation.objects.values_list("email", flat=True)) == {"new@example.org", "open@example.org", ""}


def test_accounts_that_nobody_confirmed_and_entered_are_forgotten_after_30_days():
    forgotten = signed_up(days=31)
    signed_up(days=29)
    signed_up(days=31, verified=True)
    signed_up(days=31, last_login=timezone.now())
    # An administrator made these: they wait for a link to a password.
    person(joined_at=ago(31))
    assert retention.forget_unconfirmed() == 1
    assert not User.objects.filter(pk=forgotten.pk).exists()
    assert User.objects.count() == 4


def test_the_log_of_the_administration_is_kept_for_a_year():
    kind = ContentType.objects.get_for_model(User)
    for days in (364, 366):
        LogEntry.objects.create(
            user=person(), content_type=kind, object_id="1", object_repr="x", action_flag=CHANGE, action_time=ago(days)
        )
    assert retention.forget_log() == 1
    assert LogEntry.objects.get().action_time > ago(365)


def test_a_nightly_task_does_all_of_it():
    invitation("old@example.org", made=91, ends=30)
    signed_up(days=31)
    tasks.forget_old()
    assert not Invitation.objects.exists()
    assert not User.objects.filter(emailaddress__isnull=False).exists()
