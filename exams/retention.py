"""What is forgotten by itself, each night, beside the reasons of accommodations: docs/privacy.md lists it."""

from datetime import timedelta

from exams.models import ClockTimestamp, DebriefVisit, SittingMail
from exams.seen import REMEMBERED_FOR

MAILS_KEPT = timedelta(days=90)


def forget_mails() -> int:
    """Forget who was mailed when about sittings that were over long ago; how many mails."""
    return SittingMail.objects.filter(sitting__last_start_at__lt=ClockTimestamp() - MAILS_KEPT).delete()[0]


def forget_visits() -> int:
    """Forget who read a debrief longer ago than it counts as having seen the questions; how many visits."""
    return DebriefVisit.objects.filter(last_at__lt=ClockTimestamp() - REMEMBERED_FOR).delete()[0]
