"""Question sets: those that a person may change, one of them, and what is said about it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from people.authors import author_required
from people.forms import SharingForm
from people.requests import PersonRequest
from questions import browsing
from questions.browsing import Wanted
from questions.formats import formats
from questions.forms import SetForm
from questions.models import Question, QuestionSet, Revision

A_PAGE = 50


@author_required
@never_cache
@require_GET
def overview(request: PersonRequest) -> HttpResponse:
    """The sets that a person may change, those that they may read, and the uploads that are not finished."""
    in_use = Count("questions", filter=Q(questions__retired_at=None))
    sets = QuestionSet.objects.select_related("outline").annotate(in_use=in_use).order_by("title", "pk")
    own = QuestionSet.objects.authored_by(request.user.pk).values("pk")
    readable = QuestionSet.objects.readable_by(request.user).values("pk")
    return render(
        request,
        "questions/sets.html",
        {
            "sets": sets.filter(pk__in=own),
            "readable": sets.filter(pk__in=readable).exclude(pk__in=own),
            "unfinished": request.user.uploads.filter(stored_at=None).select_related("question_set"),
        },
    )


@login_required
@never_cache
@require_GET
def question_set(request: PersonRequest, set_id: int) -> HttpResponse:
    """The questions of a set, searched and filtered."""
    found = get_object_or_404(
        QuestionSet.objects.readable_by(request.user).select_related("outline", "owner"), pk=set_id
    )
    wanted = Wanted.read(request.GET.dict())
    page = Paginator(browsing.found(found, request.user, wanted), A_PAGE).get_page(request.GET.get("page"))
    list_only = bool(request.htmx) and not request.htmx.history_restore_request
    facts = {"set": found, "wanted": wanted, "page": page, "query": urlencode(wanted.as_query())}
    if list_only:
        return render(request, "questions/_found.html", facts)
    return render(request, "questions/set.html", {**facts, **_around(request, found)})


@login_required
@never_cache
@require_GET
def findings(request: PersonRequest, set_id: int) -> HttpResponse:
    """What the lint says to the set as a whole: a fragment, or a page of its own."""
    found = get_object_or_404(QuestionSet.objects.readable_by(request.user), pk=set_id)
    page = "questions/_set_findings.html" if request.htmx else "questions/set_findings.html"
    return render(request, page, {"set": found, "findings": browsing.findings_together(found, request.user)})


def _around(request: PersonRequest, found: QuestionSet) -> dict[str, Any]:
    """What stands beside the list."""
    return {
        "may_change": browsing.may_change(found, request.user),
        "groups": found.shared_with.order_by("name"),
        "objectives": browsing.objectives(found),
        "flaws": browsing.flaws(found, request.user),
        "kinds": Revision.Kind.choices,
        "hidden": Question.objects.closed_to(request.user).filter(question_set=found).count(),
        "written": [format for format in formats().values() if format.write],
        "authors": browsing.authors(found),
        "is_owner": found.owner_id == request.user.pk,
        "blueprints": found.outline.blueprints.visible_to(request.user).order_by("code"),
    }


@author_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def facts(request: PersonRequest, set_id: int) -> HttpResponse:
    """What a set's owner says about it: title, licence, who may draw from it, read its keys, or write along."""
    found = get_object_or_404(request.user.question_sets, pk=set_id)
    form = SetForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        form.save()
        messages.success(request, "The set is saved.")
        return redirect("questions:set", set_id)
    sharing = SharingForm(found.shared_with, request.user)
    return render(request, "questions/set_facts.html", {"set": found, "form": form, "sharing": sharing})
