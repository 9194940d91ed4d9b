"""How far a question set goes for an exam."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams import supply
from exams.models import Blueprint
from people.authors import author_required
from people.requests import PersonRequest
from questions.models import QuestionSet


@author_required
@never_cache
@require_GET
def coverage(request: PersonRequest, set_id: int, code: str) -> HttpResponse:
    """How many full exams a set fills without overlap, and where it is short: a fragment, or a page of its own."""
    found = get_object_or_404(QuestionSet.objects.authored_by(request.user.pk), pk=set_id)
    blueprint = get_object_or_404(Blueprint.objects.visible_to(request.user), outline=found.outline_id, code=code)
    page = "exams/_coverage.html" if request.htmx else "exams/coverage.html"
    return render(request, page, {"set": found, "blueprint": blueprint, "supply": supply.of_sets([found], blueprint)})
