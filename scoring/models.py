from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from exams.models import Attempt
from questions.models import Revision
from scoring.rules import Headline, RulingKind


class Ruling(models.Model):
    """A later decision about a revision's key; a report stores up to which number it heeds rulings."""

    KINDS = [
        (RulingKind.ALSO_RIGHT, "These options are right too"),
        (RulingKind.RIGHT_INSTEAD, "These options are right instead"),
        (RulingKind.FULL_CREDIT, "Full credit to all"),
        (RulingKind.DROP, "Drop the question"),
    ]

    number = models.BigAutoField(primary_key=True)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="rulings")
    kind = models.CharField(max_length=13, choices=KINDS)
    options = ArrayField(
        models.SmallIntegerField(), default=list, blank=True, help_text="Places in the written order, from 0."
    )
    reason = models.TextField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, editable=False, help_text="When every attempt had been marked anew.")

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"Ruling {self.number}: {self.get_kind_display()}"


class Answer(models.Model):
    """What an author of the set says to challenges: the ruling that it led to, or none where the key stands."""

    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField()
    ruling = models.OneToOneField(Ruling, models.PROTECT, null=True, related_name="answer")

    def __str__(self) -> str:
        return str(self.ruling or "The key stands")


class Challenge(models.Model):
    """A candidate's “I think this is wrong”; it is never changed, and open until it has its answer."""

    candidate = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="challenges")
    attempt = models.ForeignKey(Attempt, models.CASCADE, related_name="challenges")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="challenges")
    chosen = ArrayField(models.SmallIntegerField(), help_text="What the candidate had chosen, as the revision counts.")
    reason = models.TextField()
    reference = models.URLField(max_length=500, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, related_name="challenges")

    # Where it was made, as scoring.challenges.made_by finds it.
    position: int
    option_order: list[int]

    class Meta:
        ordering = ["made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "revision"], condition=Q(answer=None), name="one_open_challenge_per_candidate"
            )
        ]
        indexes = [models.Index(fields=["candidate", "-made_at"], name="challenge_history")]

    def __str__(self) -> str:
        return f"Challenge {self.pk}"


class Report(models.Model):
    """The score of an attempt under all rulings up to a number; marking anew adds one, and keeps the earlier."""

    HEADLINES = [(headline, headline.value) for headline in Headline]

    attempt = models.ForeignKey(Attempt, models.CASCADE, db_index=False, related_name="reports")
    rulings_up_to = models.BigIntegerField(default=0)
    scored_at = models.DateTimeField(auto_now_add=True)
    right = models.PositiveSmallIntegerField()
    counted = models.PositiveSmallIntegerField()
    scaled = models.PositiveSmallIntegerField()
    band_low = models.PositiveSmallIntegerField()
    band_high = models.PositiveSmallIntegerField()
    passed = models.BooleanField(null=True, help_text="None: the exam has no pass mark.")
    headline = models.CharField(max_length=20, choices=HEADLINES)
    domains = models.JSONField(help_text="scoring.marking.Tally by domain.")
    objectives = models.JSONField(help_text="scoring.marking.Tally by task statement.")
    marks = models.JSONField(help_text="scoring.marking.Mark by position.")
    explained = models.JSONField(help_text="By position, the options as shown in the order of their explanations.")
    seen_at = models.DateTimeField(null=True, editable=False, help_text="When its candidate first saw it, or a later.")

    class Meta:
        ordering = ["attempt", "-rulings_up_to"]
        constraints = [models.UniqueConstraint(fields=["attempt", "rulings_up_to"], name="one_report_per_ruling")]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.scaled}"


class Explanation(models.Model):
    """A revision's explanation, compiled once: HTML of the stem, of each option with its rationale, of the rest."""

    revision = models.OneToOneField(Revision, models.CASCADE, primary_key=True, related_name="compiled")
    stem_html = models.TextField()
    options_html = ArrayField(models.TextField())
    after_html = models.TextField()
    compiled_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"Explanation of {self.revision}"


class ScoringFailure(models.Model):
    """An attempt that could not be scored: reported here, tried again ever more rarely, and holding nothing up.

    Recorded when a try begins, and removed when it ends well. Without an error it is a first try, under way or broken
    off, of which nobody is told.
    """

    attempt = models.OneToOneField(Attempt, models.CASCADE, primary_key=True, related_name="scoring_failure")
    times = models.PositiveIntegerField(default=1)
    last_tried_at = models.DateTimeField()
    error = models.TextField()

    class Meta:
        ordering = ["-last_tried_at"]

    def __str__(self) -> str:
        return f"{self.attempt}: {self.error[:80]}"


class ItemStatistics(models.Model):
    """What first answers say about a revision: scoring.item_statistics.ItemFigures, made anew as answers come in."""

    revision = models.OneToOneField(Revision, models.CASCADE, primary_key=True, related_name="statistics")
    answers = models.PositiveIntegerField()
    right = models.PositiveIntegerField()
    facility = models.FloatField(null=True)
    median_seconds = models.FloatField(null=True)
    discrimination = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    upper_size = models.PositiveIntegerField()
    lower_size = models.PositiveIntegerField()
    choices = models.JSONField(help_text="scoring.item_statistics.Count by option as written, then of blanks.")
    keys = ArrayField(models.SmallIntegerField())
    non_functioning = models.PositiveSmallIntegerField(null=True)
    computed_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "item statistics"

    def __str__(self) -> str:
        return f"Statistics of {self.revision_id}"
