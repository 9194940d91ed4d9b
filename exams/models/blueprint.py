from collections.abc import Iterator
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from exams.assembly.quotas import NoSolution, Quota, quotas
from questions.models import Outline

# What the reports of past attempts read from here.
LASTING = ("outline_id", "weights", "questions", "scored", "minutes", "scale_min", "scale_max", "pass_scaled")


class Blueprint(models.Model):
    """The specification of an exam; every number that an exam needs, so that the code names none."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    outline = models.ForeignKey(Outline, models.PROTECT, related_name="blueprints")
    is_bundled = models.BooleanField(default=False, editable=False, help_text="Kept as its file in the bank says.")
    weights = models.JSONField(help_text="Percent of the scored content by domain code.")
    questions = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    scored = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    minutes = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    extra_minutes = models.PositiveSmallIntegerField(
        default=0, help_text="Granted on request to non-native English speakers."
    )
    scale_min = models.PositiveSmallIntegerField(default=100)
    scale_max = models.PositiveSmallIntegerField(default=1000)
    pass_scaled = models.PositiveSmallIntegerField(default=750)
    single_options = models.JSONField(help_text="Fewest and most options of a multiple-choice question.")
    multiple_options = models.JSONField(help_text="Fewest and most options of a multiple-response question.")
    multiple_share = models.JSONField(help_text="Least and greatest share of multiple-response questions, 0 to 1.")
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    successors = models.CharField(max_length=200, blank=True)
    source = models.URLField(blank=True)

    def __str__(self) -> str:
        return self.code

    def clean(self) -> None:
        if wrong := dict(self._wrong_numbers()):
            raise ValidationError(wrong)
        try:
            self.quotas()
        except NoSolution as no_solution:
            raise ValidationError({"weights": str(no_solution)}) from no_solution
        if changed := self._changed_since_sat():
            names = ", ".join(name.removesuffix("_id") for name in changed)
            raise ValidationError(
                f"{self.code} has been sat, and its reports read {names}; give the changed exam a code of its own."
            )

    def _wrong_numbers(self) -> Iterator[tuple[str, str]]:
        domains = sorted(self.outline.domains.values_list("code", flat=True))
        if not isinstance(self.weights, dict) or sorted(self.weights) != domains:
            yield "weights", f"Give a weight to each domain of the outline, and to no other: {', '.join(domains)}."
        for name in ("single_options", "multiple_options"):
            if not _is_span(getattr(self, name), int, 2, 12):
                yield name, "Write the fewest and the most options, each from 2 to 12, like this: [4, 5]."
        if not _is_span(self.multiple_share, (int, float), 0, 1):
            yield "multiple_share", "Write the least and the greatest share, each from 0 to 1, like this: [0.15, 0.25]."
        if self.minutes * 60 < self.questions:
            yield "minutes", "Give each question at least a second."
        if not self.scale_min < self.pass_scaled <= self.scale_max:
            yield "pass_scaled", "The pass mark must lie on the scale."

    def _changed_since_sat(self) -> list[str]:
        before = Blueprint.objects.filter(pk=self.pk, attempts__isnull=False).first()
        return [name for name in LASTING if before and getattr(before, name) != getattr(self, name)]

    def quotas(self) -> tuple[Quota, ...]:
        """Places by domain; raises NoSolution where the numbers allow none."""
        return quotas(self.weights, self.questions, self.scored)

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


def _is_span(pair: object, kind: type | tuple[type, ...], least: int, most: int) -> bool:
    """Whether it is a list of two numbers in order, both within the bounds."""
    if not isinstance(pair, list) or len(pair) != 2:
        return False
    low, high = pair
    are_numbers = all(isinstance(number, kind) and not isinstance(number, bool) for number in pair)
    return are_numbers and least <= low <= high <= most
