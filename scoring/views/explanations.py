"""The explanations of an attempt whose report has been opened."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams import rooms
from exams.models import Attempt
from exams.seen import note_explained
from people.redirects import asks_for_a_part, moves_the_whole_page
from people.requests import PersonRequest
from questions.models import Domain
from scoring import challenges, stored
from scoring.marking import Mark
from scoring.models import Report
from scoring.opening import Stage, stage
from scoring.pages import filters
from scoring.pages.explained import Explained, Given, explain
from scoring.remarking import decisions
from scoring.told import told

TEXTS = {
    "key": F("revision__key"),
    "domain": F("revision__objective__domain__title"),
    "objective": F("revision__objective__code"),
    "objective_title": F("revision__objective__title"),
    "stem_html": F("revision__compiled__stem_html"),
    "options_html": F("revision__compiled__options_html"),
    "after_html": F("revision__compiled__after_html"),
    "stem": F("revision__stem"),
    "options": F("revision__options"),
}


@moves_the_whole_page
@login_required
@never_cache
@require_GET
def explanations(request: PersonRequest, attempt_id: int) -> HttpResponse:
    """The questions of a filter, each with its key and every rationale; before the report is opened, nothing."""
    attempt = get_object_or_404(rooms.seats(request.user), pk=attempt_id)
    if stage(attempt) is not Stage.READY or attempt.report_opened_at is None:
        return redirect("scoring:report", attempt_id)
    note_explained(attempt)
    newest = attempt.reports.latest("rulings_up_to")
    marks = stored.marks(newest)
    titles = dict(Domain.objects.filter(outline=attempt.blueprint.outline_id).values_list("code", "title"))
    show = filters.read_show(request.GET.get("show", ""))
    domain = request.GET.get("domain", "")
    domain = domain if domain in titles else ""
    is_fragment = asks_for_a_part(request)
    return render(
        request,
        "scoring/_explained.html" if is_fragment else "scoring/explanations.html",
        {
            "attempt": attempt,
            "questions": _explained(attempt, newest, filters.chosen(marks, show, domain)),
            "show": show,
            "domain": domain,
            "by_outcome": filters.by_outcome(marks, show, domain),
            "by_domain": filters.by_domain(marks, titles, show, domain),
            "is_fragment": is_fragment,
        },
    )


def _explained(attempt: Attempt, newest: Report, chosen: list[Mark]) -> list[Explained]:
    marks = {mark.position: mark for mark in chosen}
    ruled = decisions(attempt, newest.rulings_up_to)
    rows: Iterable[Mapping[str, Any]] = (
        attempt.responses.filter(position__in=marks)
        .order_by("position")
        .values("position", "revision", "option_order", "chosen", "first_chosen", **TEXTS)
    )
    against = challenges.said(attempt, {row["revision"]: (row["position"], row["option_order"]) for row in rows})
    return [
        explain(
            given,
            marks[given.position],
            newest.explained[given.position - 1],
            [decision for decision in ruled if decision.position == given.position],
            said=against[given.position],
            told=told(given),
        )
        for given in (Given(**row) for row in rows)
    ]
