from django.db import models

from questions.models.question import Revision


class Picture(models.Model):
    """A picture of question text, re-encoded when it came in; whoever may see one of its revisions may see it."""

    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the content.")
    media_type = models.CharField(max_length=20)
    content = models.BinaryField()
    revisions = models.ManyToManyField(Revision, related_name="pictures")

    def __str__(self) -> str:
        return self.digest[:12]
