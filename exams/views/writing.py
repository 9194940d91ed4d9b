"""An exam written by form: a new one, or a change of one's own."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from exams import blueprints
from exams.forms import DomainRow, ExamForm, grown, initial, read_rows, rows_of, shares, wrong
from exams.models import Blueprint
from people.authors import author_required
from people.requests import PersonRequest
from questions import outlines
from questions.formats import exam_facts
from questions.models import Outline

# What the form does not ask about, and so leaves as it is.
UNASKED = ("valid_from", "valid_until", "successors", "source")


@author_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Write an exam, with domains of its own or with those of an outline that is there."""
    offered = Outline.objects.offered_to(request.user.pk)
    outline = get_object_or_404(offered, code=code) if (code := request.GET.get("outline", "")) else None
    return _written(request, None, outline)


@author_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, code: str) -> HttpResponse:
    """Change one's own exam; what reports read of one that was sat stays."""
    found = get_object_or_404(request.user.blueprints.select_related("outline"), code=code)
    return _written(request, found, found.outline)


def _written(request: PersonRequest, found: Blueprint | None, outline: Outline | None) -> HttpResponse:
    form, rows = _typed(request, found, outline)
    if "add" in request.POST:
        rows = grown(rows, request.POST["add"])
    elif request.method == "POST" and form.is_valid():
        told = [row for row in rows if not row.is_empty]
        if saved := _saved(request, form, told, found, outline):
            messages.success(request, f"{saved.code} is saved.")
            return redirect("exams:blueprint", saved.code)
    was_sat = found is not None and found.attempts.exists()
    facts = {"form": form, "rows": rows, "blueprint": found, "outline": outline, "was_sat": was_sat}
    return render(request, "exams/blueprint_form.html", facts)


def _typed(
    request: PersonRequest, found: Blueprint | None, outline: Outline | None
) -> tuple[ExamForm, list[DomainRow]]:
    """The form and its rows: as they were sent, or as they begin."""
    sets = blueprints.feeding_sets(request.user).select_related("outline").order_by("outline__code", "title")
    if outline:
        sets = sets.filter(outline=outline)
    if "add" in request.POST:
        # What is typed stays as it is, and nothing is wrong with it yet.
        typed = {**request.POST.dict(), "sets": request.POST.getlist("sets")}
        return ExamForm(sets, initial=typed), read_rows(request.POST)
    if request.method == "POST":
        return ExamForm(sets, request.POST), read_rows(request.POST)
    if found:
        facts = blueprints.as_facts(found)
        begun = {**initial(facts["blueprint"]), "sets": found.sets.all(), "open_to_sit": found.open_to_sit}
        return ExamForm(sets, initial=begun), rows_of(facts)
    rows = rows_of({"blueprint": {}, "outline": outlines.as_facts(outline)}) if outline else [DomainRow()]
    return ExamForm(sets), rows


def _saved(
    request: PersonRequest, form: ExamForm, rows: list[DomainRow], found: Blueprint | None, outline: Outline | None
) -> Blueprint | None:
    """The exam as it was saved; None with the reasons in the form where it was refused."""
    kept = {name: getattr(found, name) for name in UNASKED if found and getattr(found, name)}
    facts: dict[str, Any] = {"blueprint": {**kept, **form.as_facts(), **shares(rows)}}
    head = {"code": outline.code, "title": outline.title} if outline else facts["blueprint"]
    facts["outline"] = {"code": head["code"], "title": head["title"], "domains": [row.as_facts() for row in rows]}
    if problems := [*wrong(rows)] or [problem.message for problem in exam_facts.problems("", facts)]:
        form.add_error(None, problems)
        return None
    given = {"sets": form.cleaned_data["sets"], "open_to_sit": form.cleaned_data["open_to_sit"]}
    try:
        return blueprints.write(request.user, facts, blueprint=found, **given)
    except ValidationError as refused:
        form.add_error(None, refused.messages)
        return None
