"""Decisions about staged questions: one at a time on its card, or many at once."""

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
    uploads.decide(meant, objective=objective, decision=decision)
    if request.htmx and len(numbers) == 1:
        return _card(request, upload, upload.questions.get(number=numbers[0]))
    page = request.POST.get("page", "1")
    return redirect(f"{reverse('questions:upload', args=[upload_id])}?show={show}&page={page}#questions")


def _card(request: PersonRequest, upload: Upload, staged: StagedQuestion) -> HttpResponse:
    (card,) = preview.cards(upload, [staged])
    facts = {"upload": upload, "card": card, "objectives": preview.objectives(upload), "count": chosen(upload).count()}
    return render(request, "questions/_staged.html", {**facts, "is_fragment": True})
