"""Who is invited to a sitting."""

from django.db.models import Exists, OuterRef, QuerySet

from exams.models import Attempt, Sitting
from people.models import Membership


def invited(sitting: Sitting) -> QuerySet[Membership]:
    """The members that may sit, or could have: all of the group, or those who were chosen and have not left."""
    present = Membership.objects.present().filter(group=sitting.group_id)
    if sitting.everyone:
        return present.filter(role=Membership.Role.MEMBER)
    return present.filter(person__in=sitting.invitees.values("pk"))


def not_started(sitting: Sitting) -> QuerySet[Membership]:
    """Those invited who have not started."""
    attempt = Attempt.objects.filter(sitting=sitting, candidate=OuterRef("person"))
    return invited(sitting).filter(~Exists(attempt))
