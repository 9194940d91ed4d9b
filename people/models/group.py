import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

# Without those that look alike; twelve of them are sixty bits, so that nobody guesses a code.
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 12


def draw_code() -> str:
    """A code that nobody guesses, as people read it out: letters and digits that do not look alike."""
    return "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))


class StudyGroupQuerySet(models.QuerySet["StudyGroup"]):
    def of(self, person: Any) -> "StudyGroupQuerySet":
        """Groups in which a person is at present."""
        return self.filter(pk__in=Membership.objects.present().filter(person=person.pk).values("group"))

    def taught_by(self, person: Any) -> "StudyGroupQuerySet":
        """Groups in which a person is owner or instructor, archived ones too."""
        teaching = Membership.objects.present().filter(person=person.pk, role__in=Membership.TEACHING)
        return self.filter(pk__in=teaching.values("group"))

    def active(self) -> "StudyGroupQuerySet":
        return self.filter(archived_at=None)


class StudyGroup(models.Model):
    """People who learn together: they share sets and exams, sit the same mocks, and compare."""

    class Standings(models.TextChoices):
        RANKS = "ranks", "Ranks and scores"
        BANDS = "bands", "Bands only: likely to pass, too close to call, not yet"
        OWN = "own", "Everybody sees their own line only"

    name = models.CharField(max_length=80)
    about = models.TextField(max_length=1000, blank=True)
    standings = models.CharField(max_length=5, choices=Standings.choices, default=Standings.RANKS)
    made_at = models.DateTimeField(auto_now_add=True)
    archived_at = models.DateTimeField(null=True, editable=False)

    objects = StudyGroupQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    def present(self) -> "MembershipQuerySet":
        """Those who have not left."""
        return self.filter(left_at=None)


class Membership(models.Model):
    """A person in a group, under the name that the group knows; one who has left stays as a line without a name."""

    class Role(models.TextChoices):
        OWNER = "owner", "Owner"
        INSTRUCTOR = "instructor", "Instructor"
        MEMBER = "member", "Member"

    TEACHING = (Role.OWNER, Role.INSTRUCTOR)

    group = models.ForeignKey(StudyGroup, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="memberships")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    name = models.CharField("name in this group", max_length=60)
    pseudonym = models.CharField(
        "name on the leaderboard", max_length=60, blank=True, help_text="None: your name in this group."
    )
    ranked_since = models.DateTimeField(null=True, help_text="Since when the person takes part in the leaderboard.")
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "group"], name="one_membership_per_person"),
            models.UniqueConstraint(
                fields=["group"], condition=Q(role="owner", left_at=None), name="one_owner_per_group"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_teaching(self) -> bool:
        return self.role in self.TEACHING

    @property
    def shown_name(self) -> str:
        """What the leaderboard calls the person; one who has left took their name along."""
        return self.pseudonym or self.name or "Former member"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def usable(self) -> "InvitationQuerySet":
        """Those that let somebody in at this moment."""
        return self.filter(
            Q(expires_at=None) | Q(expires_at__gt=timezone.now()),
            Q(most_uses=None) | Q(most_uses__gt=F("uses")),
            revoked_at=None,
            group__archived_at=None,
        )


class Invitation(models.Model):
    """A way into a group: a link that whoever has it may use, or one bound to a verified e-mail address."""

    group = models.ForeignKey(StudyGroup, models.CASCADE, related_name="invitations")
    code = models.CharField(max_length=CODE_LENGTH, unique=True, default=draw_code, editable=False)
    email = models.EmailField("e-mail address", blank=True, help_text="None: whoever has the link may use it.")
    role = models.CharField(max_length=10, choices=Membership.Role.choices, default=Membership.Role.MEMBER)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    most_uses = models.PositiveIntegerField(null=True, blank=True, help_text="None: as often as you like.")
    uses = models.PositiveIntegerField(default=0, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    mailed_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"Invitation to {self.group}"

    @property
    def spoken(self) -> str:
        """The code in groups of four, as somebody reads it out."""
        return " ".join(self.code[first : first + 4] for first in range(0, CODE_LENGTH, 4))

    @property
    def is_usable(self) -> bool:
        """What `usable` asks, of one that is loaded with its group."""
        in_time = self.expires_at is None or self.expires_at > timezone.now()
        has_room = self.most_uses is None or self.uses < self.most_uses
        return in_time and has_room and self.revoked_at is None and self.group.archived_at is None
