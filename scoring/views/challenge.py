"""“I think this is wrong”: a candidate challenges a key, and follows their challenges."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from exams import rooms
from exams.attempts import close_overdue
from exams.models import Attempt, Response
from people.pace import WORDS, keeps
from people.redirects import asks_for_a_part, moves_the_whole_page
from people.requests import PersonRequest
from scoring import challenges
from scoring.forms import ChallengeForm
from scoring.opening import Stage, stage

A_PAGE = 20


@moves_the_whole_page
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps(WORDS)
def challenge(request: PersonRequest, attempt_id: int, position: int) -> HttpResponse:
    """Say that a question of an opened report is wrong; one open challenge at a time."""
    attempt = get_object_or_404(rooms.seats(request.user), pk=attempt_id)
    if stage(attempt) is not Stage.READY or attempt.report_opened_at is None:
        return redirect("scoring:report", attempt_id)
    place = get_object_or_404(attempt.responses.select_related("revision"), position=position)
    form = ChallengeForm(request.POST if request.method == "POST" else None, label_suffix="")
    if not form.is_valid():
        facts = {"attempt": attempt, "position": position, "place": place, "form": form}
        part = "scoring/_challenge_form.html" if asks_for_a_part(request) else "scoring/challenge.html"
        return render(request, part, facts)
    says = _make(attempt, place, form)
    if asks_for_a_part(request):
        return _said(request, attempt, place)
    messages.success(request, says)
    return redirect(f"{reverse('scoring:explanations', args=[attempt_id])}#question-{position}")


@login_required
@never_cache
@require_GET
def mine(request: PersonRequest) -> HttpResponse:
    """All that the candidate has challenged, and what became of it."""
    close_overdue(request.user.attempts.all())
    page = Paginator(challenges.made_by(request.user), A_PAGE).get_page(request.GET.get("page"))
    lines = [(made, challenges.own(made, made.option_order)) for made in page]
    resting = request.user.challenges.count() - page.paginator.count
    return render(request, "scoring/my_challenges.html", {"page": page, "lines": lines, "resting": resting})


def _make(attempt: Attempt, place: Response, form: ChallengeForm) -> str:
    try:
        challenges.make(attempt, place, **form.cleaned_data)
    except challenges.AlreadyOpen as waits:
        return str(waits)
    return "Your challenge is on its way to those who wrote the question."


def _said(request: PersonRequest, attempt: Attempt, place: Response) -> HttpResponse:
    said = challenges.said(attempt, {place.revision_id: (place.position, place.option_order)})
    facts = {"attempt": attempt, "position": place.position, "said": said[place.position], "is_new": True}
    return render(request, "scoring/_challenge.html", facts)
