"""Decisions about staged questions: one at a time on its card, or many at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from people.authors import author_required
from people.requests import PersonRequest
from questions import uploads
from questions.models import StagedQuestion, Upload
from questions.uploads import preview
from questions.uploads.confirming import chosen

Decision = StagedQuestion.Decision


@author_required
@require_POST
def decisions(request: PersonRequest, upload_id: int) -> HttpResponse:
    """Choose a task statement, or what becomes of it, for the named questions, or for all that a filter shows."""
    upload = get_object_or_404(request.user.uploads.filter(confirmed_at=None), pk=upload_id)
    show = preview.read_show(request.POST.get("show", ""))
    numbers = [int(number) for number in request.POST.getlist("number") if number.isdecimal() and len(number) < 7]
    meant = (
        upload.questions.filter(show.condition)
        if "all" in request.POST
        else upload.questions.filter(number__in=numbers)
    )
    objective, decision = request.POST.get("objective", ""), request.POST.get("decision", "")
    count = meant.count()
    uploads.decide(meant, objective=objective, decision=decision)
    if request.htmx and len(numbers) == 1:
        return _card(request, upload, upload.questions.get(number=numbers[0]))
    _tell(request, count, objective, decision)
    page = request.POST.get("page", "1")
    return redirect(f"{reverse('questions:upload', args=[upload_id])}?show={show}&page={page}&decided=yes#questions")


def _tell(request: PersonRequest, count: int, objective: str, decision: str) -> None:
    if not count:
        messages.warning(request, "Nothing has changed: tick the questions that you mean.")
    elif not (objective or decision):
        messages.warning(request, "Nothing has changed: choose a task statement or a decision for them.")
    else:
        few = " A new revision is made only of a twin in the same set." if decision == Decision.REPLACE else ""
        messages.success(request, f"Applied to {count} question{'s' * (count != 1)}.{few}")


def _card(request: PersonRequest, upload: Upload, staged: StagedQuestion) -> HttpResponse:
    (card,) = preview.cards(upload, [staged])
    facts = {"upload": upload, "card": card, "objectives": preview.objectives(upload), "count": chosen(upload).count()}
    return render(request, "questions/_staged.html", {**facts, "is_fragment": True})
