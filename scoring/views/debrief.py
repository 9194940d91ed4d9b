"""The debrief of a sitting: its questions, those first that most people missed, and what the group says about them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from exams.models import Attempt, Sitting, SittingPlace
from exams.views.sittings.access import known, taught
from people.deeds import record
from people.models import Membership
from people.pace import WORDS, keeps
from people.redirects import asks_for_a_part, moves_the_whole_page
from people.requests import PersonRequest
from people.views.groups.access import in_use
from questions.models import Objective, Revision
from scoring import debrief, heat, opening, results_table, threads
from scoring.forms import RemarkForm
from scoring.models import Remark
from scoring.pages.debriefed import Debriefed, debriefed

A_PAGE = 10
FILES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@login_required
@never_cache
@require_GET
def of_sitting(request: PersonRequest, sitting_id: int) -> HttpResponse:
    """Who missed what and why; a page that says so while the results are closed."""
    sitting = known(request, sitting_id)
    if not _is_open(sitting):
        return render(request, "scoring/debrief_closed.html", {"sitting": sitting}, status=403)
    attempts = list(debrief.counted(sitting).values_list("pk", flat=True))
    places = debrief.shown_to(sitting, request.user)
    a_page = max(len(places), 1) if "whole" in request.GET else A_PAGE
    page = Paginator(debrief.missed(attempts, places), a_page).get_page(request.GET.get("page"))
    debrief.note_visit(sitting, request.user)
    membership = _membership(request, sitting)
    return render(
        request,
        "scoring/debrief.html",
        {
            "sitting": sitting,
            "group": sitting.group,
            "membership": membership,
            "teaches": membership is not None and membership.is_teaching,
            "page": page,
            "questions": _questions(request, sitting, list(page.object_list), attempts, places),
            "people": len(attempts),
            "waiting": debrief.waiting(sitting).count(),
            "hidden": sitting.places.count() - len(places),
            "maps": _maps(sitting, attempts, membership) if page.number == 1 else (),
            "form": RemarkForm(),
        },
    )


@moves_the_whole_page
@login_required
@require_POST
@keeps(WORDS)
def remarks(request: PersonRequest, sitting_id: int, revision_id: int) -> HttpResponse:
    """Say something about a question."""
    sitting, membership = _discussed(request, sitting_id)
    place = get_object_or_404(SittingPlace, sitting=sitting, revision=revision_id)
    in_use(membership)
    if _rests(request, sitting, revision_id):
        return redirect("scoring:debrief", sitting_id)
    form = RemarkForm(request.POST)
    if form.is_valid():
        try:
            threads.say(sitting, place.revision_id, membership, form.cleaned_data["text"])
        except threads.TooMany as reason:
            form.add_error("text", str(reason))
        else:
            form = RemarkForm()
    return _thread(request, sitting, membership, revision_id, form)


@moves_the_whole_page
@login_required
@require_POST
def removal(request: PersonRequest, remark_id: int) -> HttpResponse:
    """Take a remark away."""
    known_sittings = Sitting.objects.seen_by(request.user)
    remark = get_object_or_404(Remark, sitting__in=known_sittings.values("pk"), pk=remark_id)
    sitting, membership = _discussed(request, remark.sitting_id)
    threads.remove(get_object_or_404(threads.removable_by(membership), pk=remark_id))
    if _rests(request, sitting, remark.revision_id):
        return redirect("scoring:debrief", sitting.pk)
    return _thread(request, sitting, membership, remark.revision_id, RemarkForm())


@login_required
@require_GET
def results_file(request: PersonRequest, sitting_id: int, form: str) -> HttpResponse:
    """The results of everybody who sat, as a table."""
    sitting = taught(request, sitting_id)
    if not _is_open(sitting):
        return redirect("scoring:debrief", sitting_id)
    table = results_table.rows(sitting)
    record(request.user, "took the results as a file", sitting, form=form)
    content = results_table.as_csv(table) if form == "csv" else results_table.as_xlsx(table)
    headers = {"Content-Disposition": f'attachment; filename="sitting-{sitting.pk}.{form}"'}
    return HttpResponse(content, content_type=FILES[form], headers=headers)


def _is_open(sitting: Sitting) -> bool:
    return sitting.cancelled_at is None and (sitting.results_opened_at is not None or opening.are_open(sitting))


def _discussed(request: PersonRequest, sitting_id: int) -> tuple[Sitting, Membership]:
    """An open sitting, and the member of its group who talks about it."""
    sitting = known(request, sitting_id)
    membership = get_object_or_404(Membership.objects.present(), group=sitting.group_id, person=request.user)
    if not _is_open(sitting):
        raise Http404
    return sitting, membership


def _rests(request: PersonRequest, sitting: Sitting, revision_id: int) -> bool:
    """Whether the viewer sits the question elsewhere: what others said about it would tell its key."""
    return revision_id not in debrief.shown_to(sitting, request.user)


def _membership(request: PersonRequest, sitting: Sitting) -> Membership | None:
    return Membership.objects.present().filter(group=sitting.group_id, person=request.user).first()


def _thread(
    request: PersonRequest, sitting: Sitting, membership: Membership, revision_id: int, form: RemarkForm
) -> HttpResponse:
    if not asks_for_a_part(request):
        for error in form.errors.get("text", ()):
            messages.error(request, str(error))
        return redirect(f"{reverse('scoring:debrief', args=[sitting.pk])}#question-{revision_id}")
    said = threads.said(sitting, [revision_id])[revision_id]
    facts = {"sitting": sitting, "membership": membership, "revision": revision_id, "said": said, "form": form}
    return render(request, "scoring/_thread.html", {**facts, "teaches": membership.is_teaching})


def _questions(
    request: PersonRequest,
    sitting: Sitting,
    lines: list[debrief.Missed],
    attempts: list[int],
    places: dict[int, SittingPlace],
) -> list[Debriefed]:
    ids = [line.revision for line in lines]
    revisions = Revision.objects.select_related("objective__domain").in_bulk(ids)
    counts, rulings = debrief.chosen(attempts, ids), debrief.ruled(ids)
    own_attempt = Attempt.objects.filter(sitting=sitting, candidate=request.user, handed_in_at__isnull=False).first()
    own = {}
    if own_attempt:
        own = {answer.revision_id: answer for answer in own_attempt.responses.filter(revision__in=ids)}
    said = threads.said(sitting, ids)
    return [
        debriefed(
            line,
            revisions[line.revision],
            counts[line.revision],
            rulings=rulings[line.revision],
            place=places[line.revision] if sitting.same_order else None,
            own=own.get(line.revision),
            said=said[line.revision],
        )
        for line in lines
    ]


def _maps(sitting: Sitting, attempts: list[int], membership: Membership | None) -> list[tuple[str, heat.HeatMap, Any]]:
    reports = heat.newest_reports(attempts)
    names = None
    if membership is not None and membership.is_teaching:
        of_group = Membership.objects.filter(group=sitting.group_id)
        names = {person: name or "Former member" for person, name in of_group.values_list("person", "name")}
    objectives = Objective.objects.filter(domain__outline=sitting.blueprint.outline_id).select_related("domain")
    domains = {each.domain.code: each.domain.title for each in objectives}
    statements = {each.code: each.title for each in objectives}
    return [
        ("Domains", heat.heat_map(reports, names, by="domains"), domains),
        ("Task statements", heat.heat_map(reports, names, by="objectives"), statements),
    ]
