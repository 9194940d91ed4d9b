"""What a group says about the questions of a sitting."""

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta

from django.db.models import QuerySet

from exams.models import ClockTimestamp, Sitting
from people.models import Membership
from scoring.models import Remark

MOST_AN_HOUR = 60


class TooMany(Exception):
    """Somebody says more than a discussion takes."""


def said(sitting: Sitting, revisions: Collection[int]) -> dict[int, list[Remark]]:
    """The remarks that stand, by revision, in the order in which they were made."""
    found: dict[int, list[Remark]] = defaultdict(list)
    standing = sitting.remarks.filter(revision__in=revisions, removed_at=None)
    for remark in standing.select_related("author").order_by("made_at", "pk"):
        found[remark.revision_id].append(remark)
    return found


def say(sitting: Sitting, revision_id: int, author: Membership, text: str) -> Remark:
    """Add a remark. Raises TooMany."""
    lately = author.remarks.filter(made_at__gt=ClockTimestamp() - timedelta(hours=1))
    if lately.count() >= MOST_AN_HOUR:
        raise TooMany("That is a lot for one hour. Go on a little later.")
    return Remark.objects.create(sitting=sitting, revision_id=revision_id, author=author, text=text)


def removable_by(membership: Membership) -> QuerySet[Remark]:
    """What somebody may take away: their own, and for those who teach everybody's."""
    of_group = Remark.objects.filter(sitting__group=membership.group_id, removed_at=None)
    return of_group if membership.is_teaching else of_group.filter(author=membership)


def remove(remark: Remark) -> None:
    Remark.objects.filter(pk=remark.pk, removed_at=None).update(removed_at=ClockTimestamp(), text="")
