"""What is forgotten by itself, each night: docs/privacy.md lists it."""

from datetime import timedelta

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.utils import timezone

from people.models import Invitation, User

UNCONFIRMED_KEPT = timedelta(days=30)
INVITED_KEPT = timedelta(days=90)
LOGGED_KEPT = timedelta(days=365)


def forget_invited() -> int:
    """Forget addresses that were invited, once their invitation has opened nothing for long; how many."""
    old = Invitation.objects.exclude(email="").filter(made_at__lt=timezone.now() - INVITED_KEPT)
    return old.exclude(pk__in=Invitation.objects.usable().values("pk")).delete()[0]


def forget_unconfirmed() -> int:
    """Forget accounts whose address nobody has confirmed and that nobody has entered; how many."""
    since = timezone.now() - UNCONFIRMED_KEPT
    confirmed = EmailAddress.objects.filter(verified=True).values("user")
    asked = EmailAddress.objects.filter(verified=False).exclude(user__in=confirmed).values("user")
    unentered = User.objects.filter(last_login=None, joined_at__lt=since, is_staff=False, memberships=None)
    old = list(unentered.filter(pk__in=asked).values_list("pk", flat=True))
    User.objects.filter(pk__in=old).delete()
    return len(old)


def forget_log() -> int:
    """Forget what was done in the administration a year ago; how many acts."""
    return LogEntry.objects.filter(action_time__lt=timezone.now() - LOGGED_KEPT).delete()[0]
