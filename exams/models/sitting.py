import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from exams.models.blueprint import Blueprint
from people.models import Membership, StudyGroup
from questions.models import Revision


def draw_seed() -> int:
    return secrets.randbelow(2**63)


class SittingQuerySet(models.QuerySet["Sitting"]):
    def inviting(self, person: Any) -> "SittingQuerySet":
        """Sittings that a person may sit, or could have: of groups in which they are, cancelled ones left out."""
        return self.addressed_to(person).filter(cancelled_at=None)

    def addressed_to(self, person: Any) -> "SittingQuerySet":
        """Sittings that a person is invited to, or was, before they were called off."""
        present = Membership.objects.present().filter(person=person.pk)
        by_name = Sitting.invitees.through.objects.filter(user=person.pk).values("sitting")
        members = present.filter(role=Membership.Role.MEMBER).values("group")
        return self.filter(Q(pk__in=by_name, group__in=present.values("group")) | Q(everyone=True, group__in=members))

    def taught_by(self, person: Any) -> "SittingQuerySet":
        """Sittings that a person runs: of groups whose owner or instructor they are."""
        return self.filter(group__in=StudyGroup.objects.taught_by(person).values("pk"))

    def seen_by(self, person: Any) -> "SittingQuerySet":
        """Sittings that a person may know of: invited to, called off or not, sat, or theirs to run."""
        sittings = Sitting.objects
        return self.filter(
            Q(pk__in=sittings.addressed_to(person).values("pk"))
            | Q(pk__in=sittings.taught_by(person).values("pk"))
            | Q(pk__in=sittings.filter(attempts__candidate=person.pk).values("pk"))
        )

    def to_come(self, person: Any, moment: datetime) -> "SittingQuerySet":
        """Those that a person may still start, the next one first."""
        begun = Sitting.objects.filter(attempts__candidate=person.pk).values("pk")
        later = self.inviting(person).unopened().filter(last_start_at__gt=moment)
        return later.exclude(pk__in=begun).order_by("opens_at", "pk")

    def awaited_by(self, person: Any) -> "SittingQuerySet":
        """Those on whose results a person waits: invited to, or sat."""
        sat = Sitting.objects.filter(attempts__candidate=person.pk).values("pk")
        return self.unopened().filter(Q(pk__in=Sitting.objects.inviting(person).values("pk")) | Q(pk__in=sat))

    def unopened(self) -> "SittingQuerySet":
        """Those whose results are still to come."""
        return self.filter(results_opened_at=None, cancelled_at=None)


class Sitting(models.Model):
    """One scheduled group mock: a paper drawn once, a window in which to start, and a debrief when all are done."""

    class Results(models.TextChoices):
        ALL_DONE = "done", "When nobody can start any more and everybody has ended"
        CLOSE = "close", "At the close"
        AT_ONCE = "once", "At once: early finishers hold the key, so it is not ranked"

    group = models.ForeignKey(StudyGroup, models.CASCADE, related_name="sittings")
    blueprint = models.ForeignKey(Blueprint, models.PROTECT, related_name="sittings")
    title = models.CharField(max_length=120)
    opens_at = models.DateTimeField("opens")
    last_start_at = models.DateTimeField("last start")
    everyone = models.BooleanField("every member of the group", default=True)
    invitees = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    same_order = models.BooleanField("the same order of questions and options for all", default=False)
    results = models.CharField(max_length=5, choices=Results.choices, default=Results.ALL_DONE)
    seed = models.BigIntegerField(default=draw_seed, editable=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changes = models.PositiveIntegerField(
        default=0, editable=False, help_text="How often what was announced has changed since."
    )
    changed_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    results_opened_at = models.DateTimeField(null=True, editable=False)

    objects = SittingQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at"]
        indexes = [
            models.Index(fields=["group", "-opens_at"], name="sittings_of_a_group"),
            models.Index(
                fields=["last_start_at"],
                condition=Q(results_opened_at=None, cancelled_at=None),
                name="sitting_unopened",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(opens_at__lt=F("last_start_at")), name="sitting_window_runs_forward"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def shows_at_once(self) -> bool:
        """Whether each candidate gets their report at once: early finishers hold the key, so it is never ranked."""
        return self.results == self.Results.AT_ONCE


class SittingPlace(models.Model):
    """One position of a sitting's paper, pinned when it was drawn; option orders are of the revision, from 0."""

    pk = models.CompositePrimaryKey("sitting_id", "position")
    sitting = models.ForeignKey(Sitting, models.CASCADE, db_index=False, related_name="places")
    position = models.PositiveSmallIntegerField()
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="sitting_places")
    option_order = ArrayField(models.SmallIntegerField())
    choose = models.PositiveSmallIntegerField()
    scored = models.BooleanField()

    class Meta:
        ordering = ["sitting_id", "position"]

    def __str__(self) -> str:
        return f"{self.sitting_id}:{self.position}"


class SittingMail(models.Model):
    """The last mail of a kind about a sitting, recorded before it is sent, so that nobody gets it twice."""

    class Kind(models.TextChoices):
        INVITATION = "invitation", "Invitation"
        REMINDER = "reminder", "Reminder"
        CHANGE = "change", "Change"

    sitting = models.ForeignKey(Sitting, models.CASCADE, db_index=False, related_name="mails")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    recorded_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sitting", "person", "kind"], name="one_mail_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.sitting}"


class DebriefVisit(models.Model):
    """When somebody last read the debrief of a sitting, and so every explanation of its questions."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, db_index=False, related_name="visits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    last_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sitting", "person"], name="one_debrief_visit")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.sitting}"
