from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import F, Func, Q, fields
from django.db.models.functions import Coalesce

from exams.clock import GRACE
from exams.models.blueprint import Blueprint
from exams.models.sitting import Sitting
from questions.models import Revision


class ClockTimestamp(Func):
    """What PostgreSQL's clock says at this moment; `now()` would be the start of the transaction."""

    function = "clock_timestamp"
    template = "%(function)s()"
    output_field = fields.DateTimeField()


def now() -> datetime:
    """The time by PostgreSQL's clock, whatever the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        return cursor.fetchone()[0]


class AttemptQuerySet(models.QuerySet["Attempt"]):
    def with_clock(self) -> "AttemptQuerySet":
        """Annotated with what the attempt's own clock says as `clock`: PostgreSQL's, but for pauses."""
        return self.annotate(clock=OWN_CLOCK)  # type: ignore[no-redef]

    def running(self) -> "AttemptQuerySet":
        """Those that still take answers."""
        return self.with_clock().filter(handed_in_at=None, deadline__gt=F("clock") - GRACE)

    def overdue(self) -> "AttemptQuerySet":
        """Those whose time is over, grace included, and that nobody has handed in."""
        return self.with_clock().filter(handed_in_at=None, deadline__lte=F("clock") - GRACE)

    def voided(self) -> "AttemptQuerySet":
        """Those that an instructor has declared void: they have their report, and count nowhere."""
        return self.filter(interventions__kind=Intervention.Kind.VOID)


OWN_CLOCK = Coalesce("paused_at", ClockTimestamp())


class Attempt(models.Model):
    """One candidate sitting one paper. Facts only: what state it is in follows from them and the database's clock."""

    class Ending(models.TextChoices):
        CANDIDATE = "candidate", "Ended by the candidate"
        CLOCK = "clock", "Time was up"
        INSTRUCTOR = "instructor", "Ended by an instructor"

    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="attempts")
    blueprint = models.ForeignKey(Blueprint, models.PROTECT, related_name="attempts")
    sitting = models.ForeignKey(
        Sitting, models.PROTECT, null=True, related_name="attempts", help_text="None: sat alone."
    )
    seed = models.BigIntegerField()
    started_at = models.DateTimeField()
    deadline = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    report_opened_at = models.DateTimeField(null=True)
    could_read_keys = models.BooleanField(default=False)
    seen = models.PositiveSmallIntegerField(
        default=0, help_text="Questions whose explanation the candidate had opened in the 90 days before the start."
    )
    explained_at = models.DateTimeField(null=True, help_text="When its explanations were last opened.")
    paused_at = models.DateTimeField(null=True, help_text="Since when the clock stands; none: it runs.")

    objects = AttemptQuerySet.as_manager()

    # What the attempt's clock says, where with_clock has asked it.
    clock: datetime

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(handed_in_at=None), name="one_running_attempt_per_candidate"
            ),
            models.UniqueConstraint(fields=["sitting", "candidate"], name="one_attempt_per_sitting"),
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
    token = models.UUIDField(null=True, help_text="Of the form that asked for it, which may be sent twice.")

    class Meta:
        ordering = ["made_at"]
        constraints = [models.UniqueConstraint(fields=["attempt", "token"], name="an_adjustment_is_made_once")]

    def __str__(self) -> str:
        return f"{self.seconds:+} s: {self.reason}"


class Pause(models.Model):
    """A time during which an attempt's clock stands; when it ends, an adjustment gives the time back."""

    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="pauses")
    reason = models.CharField(max_length=200)
    is_break = models.BooleanField(default=False, help_text="Taken by the candidate, out of granted breaks.")
    began_at = models.DateTimeField()
    began_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    until = models.DateTimeField(help_text="When it ends by itself.")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["began_at"]
        constraints = [
            models.UniqueConstraint(fields=["attempt"], condition=Q(ended_at=None), name="one_pause_at_a_time"),
        ]

    def __str__(self) -> str:
        return self.reason


class Intervention(models.Model):
    """What an instructor did to an attempt besides its time: a record that the candidate sees."""

    class Kind(models.TextChoices):
        HAND_IN = "hand_in", "Handed in by an instructor"
        VOID = "void", "Declared void"
        LATE_WORK = "late", "Late answers accepted"

    attempt = models.ForeignKey(Attempt, models.CASCADE, db_index=False, related_name="interventions")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    reason = models.CharField(max_length=200)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at"]
        constraints = [models.UniqueConstraint(fields=["attempt", "kind"], name="one_intervention_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.reason}"


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
