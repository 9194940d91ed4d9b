"""Question sets: those that a person may change."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from people.authors import author_required
from people.requests import PersonRequest
from questions.models import QuestionSet


@author_required
@never_cache
@require_GET
def overview(request: PersonRequest) -> HttpResponse:
    """A person's sets, with how many questions each has, and the uploads that are not finished."""
    in_use = Count("questions", filter=Q(questions__retired_at=None))
    sets = QuestionSet.objects.authored_by(request.user.pk).select_related("outline").annotate(in_use=in_use)
    unfinished = request.user.uploads.filter(stored_at=None).select_related("question_set")
    return render(request, "questions/sets.html", {"sets": sets.order_by("title"), "unfinished": unfinished})
