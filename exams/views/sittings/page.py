"""A sitting's page: what its people need to know, and the start."""

import random
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from exams import attempts, spans, window
from exams.forms.accommodation import AskForm
from exams.models import Accommodation, Attempt, Sitting, now
from exams.sittings import asking, briefing, results, starting
from exams.sittings.briefing import Briefing, State
from exams.sittings.calendar import as_calendar
from exams.sittings.inviting import invited
from exams.views.sittings.access import known
from people.models import Membership
from people.pace import STARTS, keeps
from people.requests import PersonRequest

SHOWN_PEOPLE = 200
# Over how many seconds the pages of a class that waits for the opening spread their look.
SPREAD = 5


@login_required
@never_cache
@require_GET
def sitting(request: PersonRequest, sitting_id: int) -> HttpResponse:
    """When it opens, how long one has and why, and the button that starts it; htmx asks for that part alone."""
    found = known(request, sitting_id)
    attempt = found.attempts.filter(candidate=request.user).first()
    if attempt and attempt.handed_in_at is None and attempts.close_overdue(found.attempts.filter(pk=attempt.pk)):
        attempt.refresh_from_db()
    moment = now()
    # Whoever looks at a sitting that is over opens its results, if nobody has.
    if found.cancelled_at is None and (moment >= found.last_start_at or (attempt and attempt.handed_in_at)):
        results.open_if_due(found)
    facts = _state(request, found, attempt, moment)
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "exams/sittings/_start.html", facts)
    return render(request, "exams/sittings/sitting.html", {**facts, **_around(request, found, facts)})


@login_required
@require_POST
@keeps(STARTS)
def start(request: PersonRequest, sitting_id: int) -> HttpResponse:
    """Begin a sitting, or go on with it; what was changed since the page was shown is shown first."""
    found = known(request, sitting_id)
    if request.POST.get("seen", str(found.changes)) != str(found.changes):
        messages.warning(request, "The sitting has changed since you opened this page. Read it once more, then start.")
        return redirect("exams:sitting", sitting_id)
    try:
        attempt = starting.start(request.user, found)
    except starting.CannotStart as reason:
        messages.error(request, str(reason))
        return redirect("exams:sitting", sitting_id)
    return redirect("exams:room", attempt.pk)


@login_required
@require_GET
def calendar(request: PersonRequest, sitting_id: int) -> HttpResponse:
    """The sitting for the viewer's calendar."""
    found = known(request, sitting_id)
    headers = {"Content-Disposition": f'attachment; filename="sitting-{found.pk}.ics"'}
    return HttpResponse(as_calendar(found), content_type="text/calendar; charset=utf-8", headers=headers)


def _state(request: PersonRequest, found: Sitting, attempt: Attempt | None, moment: datetime) -> dict[str, Any]:
    state = briefing.state(found, attempt, moment)
    is_invited = found.cancelled_at is None and invited(found).filter(person=request.user).exists()
    may_start = is_invited and state in {State.BEFORE, State.OPEN}
    return {
        "sitting": found,
        "group": found.group,
        "blueprint": found.blueprint,
        "attempt": attempt,
        "state": state,
        "is_invited": is_invited,
        "told": briefing.brief(found, request.user) if may_start else None,
        "zone": timezone.get_current_timezone_name(),
        "other": _other_attempt(request, found) if state == State.OPEN else None,
        **(_waiting(found, moment) if state == State.BEFORE else {}),
    }


def _waiting(found: Sitting, moment: datetime) -> dict[str, Any]:
    """How long it is until the opening, and in how many ms the page looks again."""
    look = window.next_look(found.opens_at, moment).total_seconds() + random.uniform(0.1, SPREAD)
    return {
        "until_opening": spans.span(found.opens_at - moment),
        "waits": window.is_waiting(found.opens_at, moment),
        "waiting_opens_at": found.opens_at - window.WAITING,
        "look_in_ms": round(1000 * look),
    }


def _other_attempt(request: PersonRequest, found: Sitting) -> Attempt | None:
    running = attempts.running(request.user)
    return running if running and running.sitting_id != found.pk else None


def _around(request: PersonRequest, found: Sitting, facts: dict[str, Any]) -> dict[str, Any]:
    membership = Membership.objects.present().filter(group=found.group_id, person=request.user).first()
    around: dict[str, Any] = {
        "membership": membership,
        "window": spans.span(found.last_start_at - found.opens_at),
        "by": Membership.objects.present().filter(group=found.group_id, person=found.made_by_id).first(),
        "unscored": found.blueprint.questions - found.blueprint.scored,
        "domains": found.blueprint.domain_shares(),
    }
    if told := facts["told"]:
        around |= _own_time(request, found, told)
    if membership and membership.is_teaching:
        around |= _teaching(request, found)
    return around


def _own_time(request: PersonRequest, found: Sitting, told: Briefing) -> dict[str, Any]:
    return {
        "minutes": spans.minutes(told.time),
        "added": [(spans.minutes(change.by), change.reason) for change in told.changes],
        "breaks": spans.minutes(told.breaks) if told.breaks else "",
        "asked": own_requests(request, found),
        "form": AskForm(has_extra=bool(found.blueprint.extra_minutes)),
    }


def own_requests(request: PersonRequest, found: Sitting) -> QuerySet[Accommodation]:
    """What the viewer has asked for that bears on a sitting, the standing grants among it."""
    own = request.user.accommodations.filter(group=found.group_id)
    return own.filter(sitting=found) | own.filter(sitting=None)


def _teaching(request: PersonRequest, found: Sitting) -> dict[str, Any]:
    """For those who run it: who is invited and when it closes at the latest."""
    people = invited(found).order_by("name", "pk")
    return {
        "teaches": True,
        "people": people[:SHOWN_PEOPLE],
        "people_more": max(people.count() - SHOWN_PEOPLE, 0),
        "closes_at": results.closes_at(found),
        "started": found.attempts.count(),
        "open_requests": asking.still_open(asking.decided_by(request.user, found.group)).count(),
    }
