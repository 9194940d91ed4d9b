from django.conf import settings
from django.db import models
from django.db.models import Q

from exams.models.sitting import Sitting
from people.models import StudyGroup


class Accommodation(models.Model):
    """More time that a person asks for in a group, and what became of it; without a sitting it stands for all."""

    class Kind(models.TextChoices):
        EXTRA = "extra", "The exam's extra minutes for non-native English speakers"
        QUARTER = "1.25", "A quarter more time"
        HALF = "1.5", "Half as much time again"
        DOUBLE = "2", "Double time"
        BREAKS = "breaks", "Breaks that stop the clock"

    group = models.ForeignKey(StudyGroup, models.CASCADE, related_name="accommodations")
    sitting = models.ForeignKey(
        Sitting, models.CASCADE, null=True, blank=True, related_name="accommodations", help_text="None: every sitting."
    )
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, db_index=False, related_name="accommodations")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    break_minutes = models.PositiveSmallIntegerField(null=True, blank=True, help_text="In all, of a grant of breaks.")
    reason = models.TextField(max_length=1000, blank=True, help_text="Kept for 90 days, and seen by instructors only.")
    asked_at = models.DateTimeField(auto_now_add=True)
    granted = models.BooleanField(null=True, help_text="None: nobody has decided yet.")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True, help_text="What the instructor says to it.")

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "group", "sitting", "kind"],
                condition=Q(granted=None),
                nulls_distinct=False,
                name="one_open_request_of_a_kind",
            )
        ]
        indexes = [models.Index(fields=["person", "group"], name="accommodations_of_a_person")]

    def __str__(self) -> str:
        return self.get_kind_display()
