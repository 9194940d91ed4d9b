from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from exams.models import Sitting
from people.look_only import LookOnly
from questions.admin.tables import table
from questions.models import Question, Revision
from scoring import judging, rulings
from scoring.marking import Tally
from scoring.models import Explanation, Report, Ruling, ScoringFailure


class RulingForm(forms.ModelForm):
    """A ruling whose options stand in the revision, as many as the question asks for."""

    def clean(self) -> dict[str, Any]:
        ruling: dict[str, Any] = super().clean() or {}
        revision, kind = ruling.get("revision"), ruling.get("kind")
        if (
            revision
            and kind
            and "options" in ruling
            and (problem := rulings.problem(revision, kind, ruling["options"]))
        ):
            self.add_error("options", problem)
        return ruling


@admin.register(Ruling)
class RulingAdmin(admin.ModelAdmin):
    """A decision is added, and stands: another one may follow it."""

    form = RulingForm
    list_display = ["number", "revision", "kind", "made_by", "made_at", "settled_at"]
    list_filter = ["kind", ("settled_at", admin.EmptyFieldListFilter)]
    list_select_related = ["revision__question", "made_by"]
    search_fields = ["revision__question__name", "reason"]
    raw_id_fields = ["revision"]
    readonly_fields = ["wording", "made_by", "made_at", "settled_at"]

    def get_fields(self, request: HttpRequest, ruling: Ruling | None = None) -> Any:
        asked = ["revision", "kind", "options", "reason"]
        return [*asked, *self.readonly_fields] if ruling else asked

    @admin.display(description="Options of the revision")
    def wording(self, ruling: Ruling) -> str:
        return _numbered_options(ruling.revision)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Ruling]:
        made: QuerySet[Ruling] = super().get_queryset(request)
        return made.exclude(revision__question__in=Question.objects.closed_to(request.user))

    def save_model(self, request: HttpRequest, ruling: Ruling, form: Any, change: bool) -> None:
        ruling.made_by_id = request.user.pk
        judging.rule(ruling)

    def has_change_permission(self, request: HttpRequest, ruling: Ruling | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, ruling: Ruling | None = None) -> bool:
        return False


@admin.register(Revision)
class RevisionAdmin(LookOnly):
    """Where the revision for a ruling is looked up, with its options numbered as a ruling names them."""

    list_display = ["id", "question", "number", "options_by_number"]
    list_select_related = ["question"]
    list_per_page = 20
    search_fields = ["question__name", "stem"]
    fields = ["question", "number", "stem", "options_by_number"]

    @admin.display(description="Options")
    def options_by_number(self, revision: Revision) -> str:
        return _numbered_options(revision)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        revisions: QuerySet[Revision] = super().get_queryset(request)
        return revisions.exclude(question__in=Question.objects.closed_to(request.user))


def _numbered_options(revision: Revision) -> str:
    lines = [(index, "key" if index in revision.key else "", text) for index, text in enumerate(revision.options)]
    return table(["Number", "", "Option"], lines)


@admin.register(Report)
class ReportAdmin(LookOnly):
    """The scores of attempts; the newest of an attempt is the one that it shows."""

    fields = ["attempt", "rulings_up_to", "scored_at", "right", "counted", "scaled", "band_low", "band_high"]
    fields += ["passed", "headline", "by_domain", "by_objective"]
    list_display = ["attempt", "candidate", "scaled", "headline", "right", "counted", "rulings_up_to", "scored_at"]
    list_filter = ["headline", "attempt__blueprint", "scored_at"]
    list_select_related = ["attempt__candidate"]
    search_fields = ["attempt__candidate__email"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        reports: QuerySet[Report] = super().get_queryset(request)
        # Until a sitting's results open, nobody sees a score of it.
        sealed = Sitting.objects.unopened().exclude(results=Sitting.Results.AT_ONCE)
        return reports.exclude(attempt__sitting__in=sealed).defer("marks", "explained")

    @admin.display(ordering="attempt__candidate__email")
    def candidate(self, report: Report) -> str:
        return str(report.attempt.candidate)

    @admin.display(description="Domains")
    def by_domain(self, report: Report) -> str:
        return _tallies(report.domains)

    @admin.display(description="Task statements")
    def by_objective(self, report: Report) -> str:
        return _tallies(report.objectives)


def _tallies(stored: list[dict[str, Any]]) -> str:
    lines = [_line(Tally(**tally)) for tally in stored]
    return table(["Code", "Right", "95% interval", "Meets competencies"], lines)


def _line(tally: Tally) -> tuple[str, ...]:
    share = f"{tally.low:.0%} to {tally.high:.0%}"
    return tally.code, f"{tally.right} of {tally.counted}", share, "yes" if tally.meets else ""


@admin.register(Explanation)
class ExplanationAdmin(LookOnly):
    """What is shown of a revision after an exam."""

    list_display = ["revision", "compiled_at"]
    list_select_related = ["revision__question"]
    search_fields = ["revision__question__name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Explanation]:
        explanations: QuerySet[Explanation] = super().get_queryset(request)
        return explanations.exclude(revision__question__in=Question.objects.closed_to(request.user))


@admin.register(ScoringFailure)
class ScoringFailureAdmin(LookOnly):
    """Attempts that could not be scored; they are tried again by themselves."""

    list_display = ["attempt", "times", "last_tried_at", "error"]
    list_filter = ["attempt__blueprint", "last_tried_at"]
    list_select_related = ["attempt"]
    search_fields = ["attempt__candidate__email", "error"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ScoringFailure]:
        failures: QuerySet[ScoringFailure] = super().get_queryset(request)
        return failures.exclude(error="")
