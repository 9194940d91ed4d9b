from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from exams.models.blueprint import Blueprint
from questions.models import Revision


class Attempt(models.Model):
    """One candidate sitting one paper. Facts only: what state it is in follows from them and the database's clock."""

    class Ending(models.TextChoices):
        CANDIDATE = "candidate", "Ended by the candidate"
        CLOCK = "clock", "Time was up"

    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="attempts")
    blueprint = models.ForeignKey(Blueprint, models.PROTECT, related_name="attempts")
    seed = models.BigIntegerField()
    started_at = models.DateTimeField()
    deadline = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=9, choices=Ending.choices, blank=True)
    report_opened_at = models.DateTimeField(null=True)
    could_read_keys = models.BooleanField(default=False)

    # What the database's clock says, where exams.rooms.seats has asked it.
    clock: datetime

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(handed_in_at=None), name="one_running_attempt_per_candidate"
            ),
        ]
        indexes = [
            models.Index(fields=["candidate", "-started_at"], name="attempt_history"),
            models.Index(fields=["deadline"], condition=Q(handed_in_at=None), name="attempt_running"),
        ]

    def __str__(self) -> str:
        return f"Attempt {self.pk}"

    @property
    def allowed(self) -> timedelta:
        """The time granted in all."""
        return self.deadline - self.started_at


class Response(models.Model):
    """One position of a paper: the revision that stands there, pinned at the start, and what the candidate gave for it.

    Options are numbered as the candidate sees them, from 0; `option_order[shown]` is the index in the revision. A
    record with counter 0 has not been edited; with no seconds either, it has not been seen. `first_chosen` is the first
    complete choice that was kept.
    """

    pk = models.CompositePrimaryKey("attempt_id", "position")
    attempt = models.ForeignKey(Attempt, models.CASCADE, db_index=False, related_name="responses")
    position = models.PositiveSmallIntegerField()
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="responses")
    option_order = ArrayField(models.SmallIntegerField())
    choose = models.PositiveSmallIntegerField()
    scored = models.BooleanField()

    chosen = ArrayField(models.SmallIntegerField(), default=list)
    first_chosen = ArrayField(models.SmallIntegerField(), null=True)
    flagged = models.BooleanField(default=False)
    struck = ArrayField(models.SmallIntegerField(), default=list)
    seconds = models.PositiveIntegerField(default=0)
    counter = models.PositiveIntegerField(default=0)
    device = models.CharField(max_length=16, default="", blank=True)
    saved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["attempt_id", "position"]

    def __str__(self) -> str:
        return f"{self.attempt_id}:{self.position}"


class Adjustment(models.Model):
    """A change to a deadline, which is the start, the blueprint's minutes, and the sum of these."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="adjustments")
    seconds = models.IntegerField()
    reason = models.CharField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"{self.seconds:+} s: {self.reason}"


class LateWork(models.Model):
    """An edit that a browser still held when the attempt had closed: kept apart, never a save."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, db_index=False, related_name="late_work")
    position = models.PositiveSmallIntegerField()
    chosen = ArrayField(models.SmallIntegerField())
    counter = models.PositiveIntegerField()
    device = models.CharField(max_length=16)
    claimed_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["attempt", "position", "counter", "device"]
        constraints = [
            models.UniqueConstraint(fields=["attempt", "position", "counter", "device"], name="late_work_once"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}:{self.position}"
