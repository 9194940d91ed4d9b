from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models

from exams.assembly.quotas import NoSolution, Quota, quotas
from questions.models import Outline


class Blueprint(models.Model):
    """The specification of an exam; every number that an exam needs, so that the code names none."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)
    outline = models.ForeignKey(Outline, models.PROTECT, related_name="blueprints")
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
        try:
            self.quotas()
        except NoSolution as no_solution:
            raise ValidationError({"weights": str(no_solution)}) from no_solution
        if not self.scale_min < self.pass_scaled <= self.scale_max:
            raise ValidationError({"pass_scaled": "The pass mark must lie on the scale."})

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
