from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from people.models import StudyGroup
from questions.models.outline import Outline


class QuestionSetQuerySet(models.QuerySet["QuestionSet"]):
    def drawable_by(self, user_id: int) -> "QuestionSetQuerySet":
        """Sets from which a person's papers may be drawn; says nothing about reading their keys."""
        shared = QuestionSet.shared_with.through.objects.filter(
            studygroup__archived_at=None,
            studygroup__memberships__person=user_id,
            studygroup__memberships__left_at=None,
        )
        return self.filter(
            Q(open_to_draw=True)
            | Q(pk__in=self.authored_by(user_id).values("pk"))
            | Q(pk__in=shared.values("questionset"))
        )

    def drawable_in(self, group: StudyGroup, scheduler_id: int) -> "QuestionSetQuerySet":
        """Sets from which a group's sitting may be drawn by somebody: open ones, the group's, and their own."""
        shared = QuestionSet.shared_with.through.objects.filter(studygroup=group).values("questionset")
        return self.filter(
            Q(open_to_draw=True) | Q(pk__in=self.authored_by(scheduler_id).values("pk")) | Q(pk__in=shared)
        )

    def readable_by(self, user: Any) -> "QuestionSetQuerySet":
        """Sets whose keys a person may read."""
        if user.is_staff:
            return self.all()
        return self.filter(Q(open_to_read=True) | Q(pk__in=self.authored_by(user.pk).values("pk")))

    def authored_by(self, user_id: int) -> "QuestionSetQuerySet":
        """Sets that a person may change: the owner's and the co-authors'."""
        together = QuestionSet.co_authors.through.objects.filter(user_id=user_id).values("questionset_id")
        return QuestionSet.objects.filter(Q(owner_id=user_id) | Q(pk__in=together))


class QuestionSet(models.Model):
    """Questions uploaded or written together."""

    outline = models.ForeignKey(Outline, models.PROTECT, related_name="sets")
    name = models.SlugField(max_length=80)
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="question_sets"
    )
    co_authors = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="shared_sets")
    shared_with = models.ManyToManyField(
        StudyGroup,
        blank=True,
        related_name="question_sets",
        help_text="Groups whose members' papers may be drawn from it; they read no keys by that.",
    )
    co_author_addresses = ArrayField(
        models.EmailField(), default=list, blank=True, help_text="As the owner wrote them, with or without an account."
    )
    licence = models.CharField(max_length=80, blank=True)
    open_to_draw = models.BooleanField("anyone's paper may be drawn from it", default=False)
    open_to_read = models.BooleanField("anyone may read its keys", default=False)

    objects = QuestionSetQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "name"], nulls_distinct=False, name="one_set_per_name")]

    def __str__(self) -> str:
        return self.title
