from django.contrib.postgres.fields import ArrayField
from django.db import models

from questions.models import Revision


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
