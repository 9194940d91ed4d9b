from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from exams.models import Attempt, Blueprint, Sitting
from scoring.rules import Headline


class Entry(models.Model):
    """What an attempt is worth in leaderboards: its newest score, and whether it counts there, or why not."""

    class Verdict(models.TextChoices):
        COUNTS = "counts", "Counts"
        SEALED = "sealed", "The sitting's results are not open yet"
        UNRANKED = "unranked", "Its sitting showed results at once, so it is not ranked"
        HALF = "half", "Less than half of the paper was answered"
        SEEN = "seen", "More than a fifth of its questions had been explained in the 90 days before"
        KEYS = "keys", "The candidate could read its keys"
        VOID = "void", "An instructor declared it void"

    HEADLINES = [(headline, headline.value) for headline in Headline]

    attempt = models.OneToOneField(Attempt, models.CASCADE, primary_key=True, related_name="entry")
    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="+")
    blueprint = models.ForeignKey(Blueprint, models.CASCADE, db_index=False, related_name="+")
    sitting = models.ForeignKey(Sitting, models.CASCADE, null=True, db_index=False, related_name="entries")
    ended_at = models.DateTimeField()
    scaled = models.PositiveSmallIntegerField(help_text="With late answers, where an instructor has accepted them.")
    headline = models.CharField(max_length=20, choices=HEADLINES)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    heeds_late_work = models.BooleanField(default=False, help_text="Whether it was made after its acceptance.")

    class Meta:
        verbose_name_plural = "entries"
        indexes = [
            models.Index(fields=["candidate", "blueprint", "ended_at"], name="entries_of_a_candidate"),
            models.Index(
                fields=["sitting", "-scaled"], condition=Q(sitting__isnull=False), name="entries_of_a_sitting"
            ),
            models.Index(fields=["sitting"], condition=Q(verdict="sealed"), name="entries_sealed"),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.scaled} ({self.verdict})"


class Standing(models.Model):
    """A line of a leaderboard: a candidate's attempts that count at one exam, as scoring.track_record sums them up.

    Made from entries alone. `recent` holds when those of the 30 days before the last one's end ended; `week` is the
    Monday (UTC) of the last one, to which `week_best` and `best_before_week` belong.
    """

    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="standings")
    blueprint = models.ForeignKey(Blueprint, models.CASCADE, related_name="standings")
    attempts = models.PositiveIntegerField()
    first_scaled = models.PositiveSmallIntegerField()
    best_scaled = models.PositiveSmallIntegerField()
    best_headline = models.CharField(max_length=20, choices=Entry.HEADLINES)
    last_at = models.DateTimeField()
    recent = ArrayField(models.DateTimeField(), default=list)
    week = models.DateField()
    week_best = models.PositiveSmallIntegerField(null=True)
    best_before_week = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "blueprint"], name="one_standing_per_exam"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} at {self.blueprint_id}: {self.best_scaled}"
