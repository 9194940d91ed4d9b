from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from exams.models import Attempt
from questions.models import Revision
from scoring.rules import RulingKind


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
