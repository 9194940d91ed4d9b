from django.contrib.postgres.fields import ArrayField
from django.db import models

from exams.models import Attempt
from questions.models import Revision
from scoring.rules import Headline


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
