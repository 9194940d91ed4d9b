from django.db import models

from exams.models import Sitting
from people.models import Membership
from questions.models import Revision


class Remark(models.Model):
    """What a member says about a question of a sitting, in the thread of its debrief."""

    sitting = models.ForeignKey(Sitting, models.CASCADE, db_index=False, related_name="remarks")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    author = models.ForeignKey(Membership, models.CASCADE, related_name="remarks")
    text = models.TextField(max_length=2000)
    made_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at"]
        indexes = [models.Index(fields=["sitting", "revision", "made_at"], name="thread_of_a_question")]

    def __str__(self) -> str:
        return f"Remark {self.pk}"
