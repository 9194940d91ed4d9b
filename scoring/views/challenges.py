"""What candidates say against the questions of a set, and its answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from people.authors import author_required
from people.redirects import asks_for_a_part, moves_the_whole_page
from people.requests import PersonRequest
from questions.models import QuestionSet, Revision
from scoring import contested, judging
from scoring.forms import AnswerForm

A_PAGE = 10


@author_required
@never_cache
@require_GET
def all_challenges(request: PersonRequest) -> HttpResponse:
    """The challenges to every set that the viewer judges; for staff also to those that nobody owns."""
    return _listed(request, contested.judged_by(request.user))


@author_required
@never_cache
@require_GET
def set_challenges(request: PersonRequest, set_id: int) -> HttpResponse:
    """The challenges to one set."""
    found = get_object_or_404(QuestionSet.objects.authored_by(request.user.pk), pk=set_id)
    return _listed(request, QuestionSet.objects.filter(pk=found.pk), found)


@moves_the_whole_page
@author_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def challenged(request: PersonRequest, revision_id: int) -> HttpResponse:
    """One challenged wording; a post answers its open challenges."""
    mine = contested.challenged(contested.judged_by(request.user), request.user)
    revision = get_object_or_404(mine, pk=revision_id)
    if request.method != "POST":
        return _one(request, revision, AnswerForm(revision))
    form = AnswerForm(revision, request.POST)
    if not form.is_valid() or not _is_answered(request, revision, form):
        return _one(request, revision, form)
    if asks_for_a_part(request):
        return _one(request, mine.get(pk=revision_id), None)
    messages.success(request, "Answered.")
    return redirect("scoring:challenged", revision_id)


def _is_answered(request: PersonRequest, revision: Revision, form: AnswerForm) -> bool:
    given = form.cleaned_data
    try:
        judging.answer(
            revision, given["challenges"], reason=given["reason"], ruled=form.ruled(), answered_by=request.user
        )
    except judging.AlreadyAnswered:
        form.add_error(None, "Somebody has answered meanwhile, so nothing was done. What stands now is above.")
        return False
    return True


def _one(request: PersonRequest, revision: Revision, form: AnswerForm | None) -> HttpResponse:
    (found,) = contested.laid_out([revision], request.user)
    part = "scoring/_challenged.html" if asks_for_a_part(request) else "scoring/challenged.html"
    return render(request, part, {"contested": found, "form": form, "is_new": form is None})


def _listed(request: PersonRequest, sets: QuerySet[QuestionSet], only: QuestionSet | None = None) -> HttpResponse:
    page = Paginator(contested.challenged(sets, request.user), A_PAGE).get_page(request.GET.get("page"))
    lines = [(each, AnswerForm(each.revision)) for each in contested.laid_out(list(page), request.user)]
    return render(request, "scoring/challenges.html", {"set": only, "page": page, "lines": lines})
