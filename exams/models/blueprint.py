from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from exams.assembly.quotas import NoSolution, Quota, quotas, quotas_within
from people.models import StudyGroup
from questions.models import Outline, Question, QuestionSet
from questions.models.question_set import QuestionSetQuerySet

# What the reports of past attempts read from here.
LASTING = ("outline_id", "weights", "ranges", "questions", "scored", "minutes", "scale_min", "scale_max", "pass_scaled")


# More than the room's palette, and a page that holds a whole paper, are made for.
MOST_QUESTIONS = 400


def any_share() -> list[float]:
    return [0.0, 1.0]


class BlueprintQuerySet(models.QuerySet["Blueprint"]):
    def visible_to(self, person: Any) -> "BlueprintQuerySet":
        """Those on offer to somebody, logged in or not: open ones, their own, and those shared with their groups."""
        shared = Blueprint.shared_with.through.objects.filter(studygroup__in=StudyGroup.objects.of(person).active())
        return self.filter(
            Q(open_to_sit=True) | Q(owner__isnull=False, owner=person.pk) | Q(pk__in=shared.values("blueprint"))
        )

    def with_supply(self, person_id: int) -> models.QuerySet[Any]:
        """Annotated with how many questions in use a person's paper may be drawn from: `in_reach`."""
        feeding = Blueprint.sets.through.objects.filter(blueprint=OuterRef(OuterRef("pk")))
        fits = Exists(feeding.filter(questionset=OuterRef("question_set"))) | ~Exists(feeding)
        drawable = QuestionSet.objects.drawable_by(person_id).values("pk")
        of_outline = Question.objects.open_to(person_id).filter(fits, retired_at=None, question_set__in=drawable)
        of_outline = of_outline.filter(objective__domain__outline=OuterRef("outline")).order_by()
        count = of_outline.values("objective__domain__outline").annotate(count=Count("pk")).values("count")
        return self.annotate(in_reach=Coalesce(Subquery(count), 0))


class Blueprint(models.Model):
    """The specification of an exam; every number that an exam needs, so that the code names none."""

    code = models.CharField(
        max_length=40,
        unique=True,
        error_messages={"unique": "An exam with this code exists already; give yours another."},
    )
    title = models.CharField(max_length=200)
    outline = models.ForeignKey(Outline, models.PROTECT, related_name="blueprints")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="blueprints",
        help_text="None: the host's, or bundled.",
    )
    open_to_sit = models.BooleanField("everyone may sit it", default=True)
    sets = models.ManyToManyField(
        QuestionSet,
        blank=True,
        related_name="blueprints",
        help_text="Where its papers are drawn from; none: every set of the outline.",
    )
    shared_with = models.ManyToManyField(
        StudyGroup, blank=True, related_name="blueprints", help_text="Groups whose members may sit it."
    )
    is_bundled = models.BooleanField(default=False, editable=False, help_text="Kept as its file in the bank says.")
    weights = models.JSONField(default=dict, blank=True, help_text="Percent of the scored content by domain code.")
    ranges = models.JSONField(
        default=dict, blank=True, help_text="In place of weights: fewest and most questions by domain code."
    )
    questions = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(MOST_QUESTIONS)])
    scored = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    extra_minutes = models.PositiveSmallIntegerField(
        default=0, help_text="Granted on request to non-native English speakers."
    )
    scale_min = models.PositiveSmallIntegerField(default=100)
    scale_max = models.PositiveSmallIntegerField(default=1000)
    pass_scaled = models.PositiveSmallIntegerField(null=True, blank=True, help_text="None: the exam has no pass mark.")
    single_options = models.JSONField(
        null=True, blank=True, help_text="Fewest and most options of a multiple-choice question; none: it has none."
    )
    multiple_options = models.JSONField(
        null=True, blank=True, help_text="Fewest and most options of a multiple-response question; none: it has none."
    )
    multiple_share = models.JSONField(
        default=any_share, help_text="Least and greatest share of multiple-response questions, 0 to 1."
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    successors = models.CharField(max_length=200, blank=True)
    source = models.URLField(blank=True)

    objects = BlueprintQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        if wrong := dict(self._wrong_numbers()):
            raise ValidationError(wrong)
        try:
            self.quotas()
        except NoSolution as no_solution:
            raise ValidationError({"ranges" if self.ranges else "weights": str(no_solution)}) from no_solution
        if changed := self._changed_since_sat():
            names = ", ".join(name.removesuffix("_id") for name in changed)
            raise ValidationError(
                f"{self.code} has been sat, and its reports read {names}; give the changed exam a code of its own."
            )

    def _wrong_numbers(self) -> Iterator[tuple[str, str]]:
        domains = sorted(self.outline.domains.values_list("code", flat=True))
        yield from self._wrong_shares(domains)
        for name in ("single_options", "multiple_options"):
            if getattr(self, name) is not None and not _is_span(getattr(self, name), int, 2, 12):
                yield name, "Write the fewest and the most options, each from 2 to 12, like this: [4, 5]."
        if self.single_options is None and self.multiple_options is None:
            yield "single_options", "An exam needs a kind of question: multiple choice, multiple response or both."
        if not _is_span(self.multiple_share, (int, float), 0, 1):
            yield "multiple_share", "Write the least and the greatest share, each from 0 to 1, like this: [0.15, 0.25]."
        if self.minutes * 60 < self.questions:
            yield "minutes", "Give each question at least a second."
        if self.scale_min >= self.scale_max:
            yield "scale_max", "The scale must run upward."
        elif self.pass_scaled is not None and not self.scale_min < self.pass_scaled <= self.scale_max:
            yield "pass_scaled", "The pass mark must lie on the scale."

    def _wrong_shares(self, domains: list[str]) -> Iterator[tuple[str, str]]:
        if self.ranges and self.weights:
            yield "ranges", "Give weights or ranges, not both."
        elif self.ranges and not _are_ranges(self.ranges, domains):
            yield "ranges", f"Give fewest and most questions of each domain, and of no other: {', '.join(domains)}."
        elif not self.ranges and (not isinstance(self.weights, dict) or sorted(self.weights) != domains):
            yield "weights", f"Give a weight to each domain of the outline, and to no other: {', '.join(domains)}."

    def _changed_since_sat(self) -> list[str]:
        before = Blueprint.objects.filter(pk=self.pk, attempts__isnull=False).first()
        return [name for name in LASTING if before and getattr(before, name) != getattr(self, name)]

    def quotas(self) -> tuple[Quota, ...]:
        """Places by domain; raises NoSolution where the numbers allow none."""
        if self.ranges:
            return quotas_within(self.ranges, self.questions, self.scored)
        return quotas(self.weights, self.questions, self.scored)

    def shares(self) -> dict[str, str]:
        """What the blueprint asks of each domain, as people write it: “20%”, or “10 to 14”."""
        return {domain: f"{weight}%" for domain, weight in self.weights.items()} | {
            domain: f"{least} to {most}" if least < most else f"{least}"
            for domain, (least, most) in self.ranges.items()
        }

    def domain_shares(self) -> list[dict[str, Any]]:
        """The domains of its papers, with what each takes: title, share and number of questions."""
        titles, shares = dict(self.outline.domains.values_list("code", "title")), self.shares()
        return [
            {"title": titles[quota.domain], "share": shares[quota.domain], "questions": quota.total}
            for quota in self.quotas()
        ]

    def drawn_from(self, candidate_id: int) -> models.QuerySet[QuestionSet]:
        """The sets from which a candidate's papers are drawn: those that feed it, if any are named."""
        return self._feeding().drawable_by(candidate_id)

    def drawn_in(self, group: StudyGroup, scheduler_id: int) -> models.QuerySet[QuestionSet]:
        """The sets from which somebody draws a paper for a group."""
        return self._feeding().drawable_in(group, scheduler_id)

    def _feeding(self) -> QuestionSetQuerySet:
        feeding = Blueprint.sets.through.objects.filter(blueprint=self.pk)
        fits = Exists(feeding.filter(questionset=OuterRef("pk"))) | ~Exists(feeding)
        return QuestionSet.objects.filter(fits, outline=self.outline_id)

    def is_visible_to(self, person: Any) -> bool:
        """What visible_to asks, of one that is loaded."""
        return self.open_to_sit or Blueprint.objects.visible_to(person).filter(pk=self.pk).exists()

    def is_retired(self, today: date) -> bool:
        return self.valid_until is not None and self.valid_until < today

    @property
    def allowed(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    @property
    def extra(self) -> timedelta:
        return timedelta(minutes=self.extra_minutes)

    @property
    def seconds_a_question(self) -> int:
        """The time budget of one question, in seconds, rounded down."""
        return self.minutes * 60 // self.questions


def _are_ranges(ranges: object, domains: list[str]) -> bool:
    return (
        isinstance(ranges, dict)
        and sorted(ranges) == domains
        and all(_is_span(pair, int, 0, MOST_QUESTIONS) for pair in ranges.values())
    )


def _is_span(pair: object, kind: type | tuple[type, ...], least: int, most: int) -> bool:
    """Whether it is a list of two numbers in order, both within the bounds."""
    if not isinstance(pair, list) or len(pair) != 2:
        return False
    low, high = pair
    are_numbers = all(isinstance(number, kind) and not isinstance(number, bool) for number in pair)
    return are_numbers and least <= low <= high <= most
