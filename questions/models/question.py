import secrets
from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection, models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL

from questions.models.outline import Objective
from questions.models.question_set import QuestionSet

# As SQL, since it is part of nearly every page, and to compile it from objects took longer than to ask.
AWAITED = """
SELECT revision.question_id
FROM exams_sitting sitting
JOIN exams_sittingplace place ON place.sitting_id = sitting.id
JOIN questions_revision revision ON revision.id = place.revision_id
WHERE sitting.results_opened_at IS NULL AND sitting.cancelled_at IS NULL AND sitting.id <> %s
  AND (EXISTS (SELECT FROM exams_attempt attempt WHERE attempt.sitting_id = sitting.id AND attempt.candidate_id = %s)
       OR EXISTS (SELECT FROM people_membership member
                  WHERE member.group_id = sitting.group_id AND member.person_id = %s AND member.left_at IS NULL
                    AND (sitting.everyone AND member.role = 'member'
                         OR EXISTS (SELECT FROM exams_sitting_invitees invitee
                                    WHERE invitee.sitting_id = sitting.id AND invitee.user_id = member.person_id))))
  AND NOT (sitting.results = 'once'
           AND EXISTS (SELECT FROM exams_attempt attempt
                       WHERE attempt.sitting_id = sitting.id AND attempt.candidate_id = %s
                         AND attempt.handed_in_at IS NOT NULL))
"""


def awaited_ids(person_id: int) -> list[int]:
    """What Question.objects.awaited_by finds, without objects: each start of an exam asks for it."""
    with connection.cursor() as cursor:
        cursor.execute(AWAITED, [0, person_id, person_id, person_id])
        return [question for (question,) in cursor.fetchall()]


def draw_lot() -> int:
    """A random place in the order from which shortlists are read."""
    return secrets.randbelow(2**31)


class QuestionQuerySet(models.QuerySet["Question"]):
    def closed_to(self, user: Any) -> "QuestionQuerySet":
        """Questions whose keys a person must not learn yet: on the paper that they sit, or on a group's to come."""
        sat = Question.objects.filter(
            revisions__responses__attempt__candidate=user.pk, revisions__responses__attempt__handed_in_at=None
        )
        return self.filter(Q(pk__in=sat.values("pk")) | Q(pk__in=Question.objects.awaited_by(user.pk).values("pk")))

    def open_to(self, user_id: int | None) -> "QuestionQuerySet":
        """Questions that may stand on a person's own papers: not those of a group's paper to come."""
        return self.exclude(pk__in=Question.objects.awaited_by(user_id).values("pk")) if user_id else self.all()

    def awaited_by(self, user_id: int, *, besides: int | None = None) -> "QuestionQuerySet":
        """Questions on the paper of a sitting that a person is invited to, or sat, and whose results are not open.

        The sitting `besides` is left out, and so is one that shows reports at once to who has ended.
        """
        return self.filter(pk__in=RawSQL(AWAITED, [besides or 0, user_id, user_id, user_id]))  # noqa: S611  (nothing is put into it)


class Question(models.Model):
    """The lasting identity of a question; its wordings are revisions."""

    question_set = models.ForeignKey(QuestionSet, models.CASCADE, related_name="questions")
    name = models.SlugField(max_length=120)
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="questions")
    current = models.ForeignKey("Revision", models.PROTECT, null=True, editable=False, related_name="+")
    lot = models.IntegerField(default=draw_lot, editable=False)
    on_trial = models.BooleanField(
        default=False, help_text="Fills an unscored place first, so that it gathers figures before it counts."
    )
    retired_at = models.DateTimeField(null=True, blank=True)
    left_bank_at = models.DateTimeField(
        null=True,
        editable=False,
        help_text="Since when its file is gone; equals retired_at if that is why.",
    )

    objects = QuestionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question_set", "name"], name="one_question_per_name")]
        indexes = [models.Index(fields=["objective", "lot"], condition=Q(retired_at=None), name="question_shortlist")]

    def __str__(self) -> str:
        return self.name


class Revision(models.Model):
    """One immutable wording of a question; all that it says, and when it was said.

    Options, rationales and their HTML are parallel lists in the written order; `key` holds indices into them, from 0.
    """

    class Kind(models.TextChoices):
        SINGLE = "single", "Multiple choice"
        MULTIPLE = "multiple", "Multiple response"

    question = models.ForeignKey(Question, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    stem = models.TextField()
    stem_html = models.TextField()
    options = ArrayField(models.TextField())
    options_html = ArrayField(models.TextField())
    rationales = ArrayField(models.TextField(blank=True))
    rationales_html = ArrayField(models.TextField(blank=True))
    key = ArrayField(models.SmallIntegerField())
    order_locked = models.BooleanField(default=False)
    difficulty = models.PositiveSmallIntegerField()
    tags = ArrayField(models.CharField(max_length=60))
    references = models.JSONField(help_text="A list of {title, url}.")
    takeaway = models.TextField(blank=True)
    explanation = models.TextField(blank=True, help_text="Of the question as a whole; each option has a rationale.")
    explanation_html = models.TextField(blank=True)
    checked_on = models.DateField(null=True)
    verified = models.TextField(blank=True, help_text="What was checked on that day, and against what.")
    review_by = models.DateField(null=True)
    waivers = models.JSONField(default=list, help_text="A list of {rule, reason}: findings of the lint that stand.")
    fingerprint = models.CharField(max_length=64, help_text="SHA-256 of all that the revision says.")
    likeness_key = models.CharField(
        max_length=64, db_index=True, default="", help_text="SHA-256 of stem and options, after normalisation."
    )
    flaws = ArrayField(
        models.CharField(max_length=30), default=list, help_text="Rules of the item lint that it broke when stored."
    )
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["question", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["question", "number"], name="one_revision_per_number"),
            models.CheckConstraint(
                condition=Q(options__len__gte=2, options__len__lte=12), name="revision_has_2_to_12_options"
            ),
            models.CheckConstraint(condition=Q(key__len__gte=1), name="revision_has_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.question} ({self.number})"

    @property
    def choose(self) -> int:
        """How many options a candidate is asked to choose."""
        return len(self.key)


class EnemyPair(models.Model):
    """Two questions that must not stand on one paper."""

    class Reason(models.TextChoices):
        MARKED = "marked", "Marked by the author"
        SIMILAR = "similar", "The stems are nearly the same"

    first = models.ForeignKey(Question, models.CASCADE, related_name="+")
    second = models.ForeignKey(Question, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=8, choices=Reason.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="one_enemy_pair"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="enemy_pair_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first} / {self.second}"
