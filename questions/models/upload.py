from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from questions.models.outline import Objective, Outline
from questions.models.question import Question
from questions.models.question_set import QuestionSet


class Upload(models.Model):
    """Files on their way into a set: staged, read, looked at, and then stored by one confirmation, or thrown away.

    Facts only: what stage it is at follows from the times. Only its owner sees it, and nothing of it is in the bank
    before `stored_at`.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="uploads", help_text="None: from a shell."
    )
    outline = models.ForeignKey(Outline, models.PROTECT, related_name="+")
    question_set = models.ForeignKey(
        QuestionSet, models.SET_NULL, null=True, blank=True, related_name="uploads", help_text="Where it goes."
    )
    title = models.CharField(max_length=200, blank=True, help_text="Of the set to be made, where there is none yet.")
    licence = models.CharField(max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, help_text="When every file had been read and checked.")
    compared_at = models.DateTimeField(null=True, help_text="When near-duplicates had been looked for.")
    confirmed_at = models.DateTimeField(null=True, help_text="When the owner attested originality and confirmed.")
    stored_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)
    findings = models.JSONField(default=list, help_text="What the lint says to all of it together, a sentence each.")
    tries = models.PositiveSmallIntegerField(db_default=0, help_text="How often a worker has begun the present step.")

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"Upload {self.pk}"

    @property
    def stage(self) -> str:
        """What its page shows: reading, failed, comparing, ready, storing or stored."""
        if self.stored_at:
            return "stored"
        if self.failed_at:
            return "failed"
        if self.read_at is None:
            return "reading"
        if self.confirmed_at:
            return "storing"
        return "ready" if self.compared_at else "comparing"


class UploadedFile(models.Model):
    """One file of an upload as it came, and what reading it found besides questions."""

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    content = models.BinaryField()
    chosen_format = models.CharField(max_length=20, blank=True, help_text="By the owner, in place of the found one.")
    mapping = models.JSONField(null=True, help_text="Which column holds what, where the file does not say it.")
    format = models.CharField(max_length=200, blank=True, help_text="Several for an archive of files.")
    encoding = models.CharField(max_length=200, blank=True)
    problems = models.JSONField(default=list, help_text="A list of {where, level, message}.")
    not_imported = models.JSONField(default=list, help_text="A list of {where, title, type, reason}.")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class StagedQuestion(models.Model):
    """A draft of an upload, what is wrong with it, and what its owner decided."""

    class Decision(models.TextChoices):
        ADD = "add", "Add"
        REPLACE = "replace", "New revision of the twin"
        SKIP = "skip", "Leave out"

    upload = models.ForeignKey(Upload, models.CASCADE, related_name="questions")
    file = models.ForeignKey(UploadedFile, models.CASCADE, related_name="questions")
    number = models.PositiveIntegerField(help_text="Its place in the upload, from 1.")
    draft = models.JSONField()
    findings = models.JSONField(default=list, help_text="A list of {where, level, message, rule}.")
    has_error = models.BooleanField(default=False)
    objective = models.ForeignKey(Objective, models.SET_NULL, null=True, related_name="+")
    suggestion = models.CharField(
        max_length=300, blank=True, help_text="Why this objective, where the file names none."
    )
    twin = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="+")
    twin_number = models.PositiveIntegerField(null=True, help_text="A twin within the upload.")
    likeness = models.FloatField(null=True, help_text="To the twin, 0 to 1; 1 is the same after normalisation.")
    decision = models.CharField(max_length=7, choices=Decision.choices, default=Decision.ADD)

    class Meta:
        ordering = ["upload", "number"]
        constraints = [models.UniqueConstraint(fields=["upload", "number"], name="one_staged_question_per_number")]

    def __str__(self) -> str:
        return f"{self.upload}: {self.number}"

    @property
    def has_twin(self) -> bool:
        return self.twin_id is not None or self.twin_number is not None


class StagedPicture(models.Model):
    """A picture of an upload, re-encoded."""

    file = models.ForeignKey(UploadedFile, models.CASCADE, related_name="pictures")
    name = models.CharField(max_length=255, help_text="As the drafts name it.")
    media_type = models.CharField(max_length=20)
    content = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "name"], name="one_staged_picture_per_name")]

    def __str__(self) -> str:
        return self.name


class ColumnMapping(models.Model):
    """How a person mapped the columns of a table, for the next table with the same heads."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="column_mappings")
    heads = ArrayField(models.TextField())
    mapping = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "heads"], name="one_mapping_per_heads")]

    def __str__(self) -> str:
        return ", ".join(self.heads)[:80]
