"""The report: the way to it, and the page."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import reswap, retarget

from exams import attempts, rooms
from exams.clock import amount
from exams.models import Attempt, Intervention
from exams.sittings.records import decisions
from people.redirects import asks_for_a_part, moves_the_whole_page
from people.requests import PersonRequest
from questions.models import Objective
from scoring import hand_in, late, remarking, reports, stored, sweeping, taken
from scoring.another import another
from scoring.met_before import met_before
from scoring.models import Entry, Report, ScoringFailure
from scoring.opening import Stage, stage, takes_late_work
from scoring.pages import charts, counting, filters, pacing, second_thoughts
from scoring.pages import report as report_page

PAUSES_SECONDS = (0.4, 1, 2, 4, 8, 15)


@login_required
@never_cache
@require_GET
def report(request: PersonRequest, attempt_id: int) -> HttpResponse:
    """The report of an attempt that has ended, or what stands before it; reading it ends the time of late work."""
    attempt = get_object_or_404(rooms.seats(request.user), pk=attempt_id)
    match stage(attempt):
        case Stage.RUNNING:
            return redirect("exams:room", attempt_id)
        case Stage.SEALED:
            facts = {"decisions": decisions(attempt), "takes_late_work": takes_late_work(attempt)}
            return render(request, "scoring/sealed.html", {"attempt": attempt, **facts})
        case Stage.RESTING:
            return render(request, "scoring/resting.html", {"attempt": attempt})
        case Stage.ASKING | Stage.WAITING as now:
            return render(request, "scoring/waiting.html", {**_wait(attempt), "asks": now is Stage.ASKING})
    if (newest := reports.open_report(attempt)) is None:
        return redirect("scoring:report", attempt_id)
    return render(request, "scoring/report.html", _page(request, attempt, newest))


@login_required
@require_POST
def opening(request: PersonRequest, attempt_id: int) -> HttpResponse:
    """Open the report although work might be unsent elsewhere: from now on it counts no more."""
    attempt = get_object_or_404(rooms.seats(request.user), pk=attempt_id)
    if stage(attempt) in {Stage.ASKING, Stage.READY}:
        reports.open_report(attempt)
    return redirect("scoring:report", attempt_id)


@moves_the_whole_page
@login_required
@never_cache
@require_GET
def status(request: PersonRequest, attempt_id: int) -> HttpResponse:
    """What a waiting page asks again and again, ever more rarely: is the report there?"""
    attempt = get_object_or_404(rooms.seats(request.user), pk=attempt_id)
    now, asked = stage(attempt), request.GET.get("asked", "")
    if now not in {Stage.ASKING, Stage.WAITING} or not asks_for_a_part(request):
        return redirect("scoring:report", attempt_id)
    waiting = {"attempt": attempt, **_pause(int(asked) if asked.isdecimal() and len(asked) < 5 else 0)}
    if now is Stage.ASKING and attempt.reports.exists():
        return reswap(retarget(render(request, "scoring/_opening.html", waiting), "#opening"), "innerHTML")
    return render(request, "scoring/_asking_again.html", waiting)


def _wait(attempt: Attempt) -> dict[str, Any]:
    """What a waiting page says. Whatever lost the task, somebody who looks asks for it again."""
    if sweeping.unscored().filter(pk=attempt.pk).exists():
        hand_in.enqueue(attempt.pk)
    return {
        "attempt": attempt,
        "is_ready": attempt.reports.exists(),
        "has_failed": ScoringFailure.objects.filter(attempt=attempt).exclude(error="").exists(),
        **_pause(0),
    }


def _pause(asked: int) -> dict[str, float]:
    return {"asked": asked + 1, "pause": PAUSES_SECONDS[min(asked, len(PAUSES_SECONDS) - 1)]}


def _page(request: PersonRequest, attempt: Attempt, newest: Report) -> dict[str, Any]:
    blueprint, scale = attempt.blueprint, taken.scale(attempt.blueprint)
    figures = stored.figures(newest)
    objectives = Objective.objects.filter(domain__outline=blueprint.outline_id).select_related("domain")
    domains = {objective.domain.code: objective.domain.title for objective in objectives}
    return {
        **_sitting(attempt),
        **_counting(attempt),
        "blueprint": blueprint,
        "report": newest,
        "needed": report_page.rights_needed(newest.counted, scale),
        "set_apart": report_page.set_apart(figures.marks),
        "scale_chart": charts.scale_chart(newest.scaled, (newest.band_low, newest.band_high), scale),
        "remarkings": remarking.remarkings(attempt, newest),
        "late": late.with_late_work(attempt, newest),
        "late_accepted": attempt.interventions.filter(kind=Intervention.Kind.LATE_WORK).exists(),
        "pass_share": report_page.pass_share(scale),
        "domains": report_page.domain_lines(figures, domains, blueprint.shares(), scale),
        "objectives": report_page.objective_lines(figures, {each.code: each.title for each in objectives}),
        "times": pacing.times(figures.marks, blueprint.seconds_a_question),
        "flagged": second_thoughts.fared(figures.marks, flagged=True),
        "unflagged": second_thoughts.fared(figures.marks, flagged=False),
        "changes": second_thoughts.changes(figures.marks),
        "by_outcome": filters.by_outcome(figures.marks),
        "by_domain": filters.by_domain(figures.marks, domains),
        "blanks": report_page.many_blanks(figures.marks),
        "met_before": met_before(request.user)[attempt.pk],
        "running": attempts.running(request.user),
        "another": another(request.user, blueprint),
    }


def _counting(attempt: Attempt) -> dict[str, Any]:
    """What the attempt is worth in leaderboards."""
    entry = Entry.objects.filter(attempt=attempt).first()
    if entry is None:
        return {}
    words = counting.sentence(entry.verdict, seen=attempt.seen, places=attempt.blueprint.questions)
    return {"entry": entry, "counting": words}


def _sitting(attempt: Attempt) -> dict[str, Any]:
    """How long it took, and how long it was allowed to."""
    allowed, own = attempt.allowed, attempt.allowed // attempt.blueprint.questions
    return {
        "attempt": attempt,
        "time_used": pacing.length((attempt.handed_in_at or attempt.deadline) - attempt.started_at),
        "time_allowed": pacing.length(allowed),
        "own_budget": pacing.clock_face(own) if allowed != attempt.blueprint.allowed else "",
        "adjustments": [(amount(each.seconds), each.reason) for each in attempt.adjustments.all()],
        "decisions": decisions(attempt),
    }
