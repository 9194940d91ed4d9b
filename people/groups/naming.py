"""What people are called in a group: no two alike, whether as a name or as a pseudonym."""

from django.utils import timezone

from people.models import Membership, StudyGroup
from people.names import alike


class NameTaken(Exception):
    """Somebody in the group is called so already."""

    def __init__(self, field: str) -> None:
        super().__init__("Somebody in this group is called so already. Choose a name that tells you apart.")
        self.field = field


def introduce(group: StudyGroup, membership: Membership, *, name: str, pseudonym: str, ranked: bool) -> None:
    """Put a name, and a part in the leaderboard, on a membership that is not saved yet.

    The group is locked. Raises NameTaken.
    """
    others = group.memberships.present().exclude(person=membership.person_id)
    taken = {alike(each) for names in others.values_list("name", "pseudonym") for each in names if each}
    for field, chosen in (("name", name), ("pseudonym", pseudonym)):
        if chosen and alike(chosen) in taken:
            raise NameTaken(field)
    membership.name, membership.pseudonym = name, pseudonym
    membership.ranked_since = (membership.ranked_since or timezone.now()) if ranked else None
