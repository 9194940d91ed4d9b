from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q


class OutlineQuerySet(models.QuerySet["Outline"]):
    def offered_to(self, person_id: int) -> "OutlineQuerySet":
        """Those that a person's questions may belong to: all but the ones that only exams of others have."""
        offered = Q(blueprints=None) | Q(blueprints__open_to_sit=True) | Q(blueprints__owner=person_id)
        return self.filter(pk__in=Outline.objects.filter(offered).values("pk"))


class Outline(models.Model):
    """What an exam covers: domains, each with its task statements."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=200)

    objects = OutlineQuerySet.as_manager()

    def __str__(self) -> str:
        return self.code


class Domain(models.Model):
    outline = models.ForeignKey(Outline, models.CASCADE, related_name="domains")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["outline", "code"]
        constraints = [models.UniqueConstraint(fields=["outline", "code"], name="one_domain_per_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class Objective(models.Model):
    """A task statement of a domain."""

    domain = models.ForeignKey(Domain, models.CASCADE, related_name="objectives")
    code = models.CharField(max_length=20)
    title = models.CharField(max_length=200)

    class Meta:
        ordering = ["domain", "code"]
        constraints = [models.UniqueConstraint(fields=["domain", "code"], name="one_objective_per_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def clean(self) -> None:
        of_outline = Objective.objects.filter(domain__outline__domains=self.domain_id, code=self.code)
        if of_outline.exclude(pk=self.pk).exists():
            raise ValidationError({"code": "The outline has a task statement with this code already."})
