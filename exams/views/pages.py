"""What a candidate sees before the exam room: the exams, and an exam's start page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from exams import attempts, shortlist, supply
from exams.assembly import CannotDraw
from exams.models import Blueprint, Sitting, now
from exams.seen import is_too_much, likely_seen
from people.pace import STARTS, keeps
from people.requests import PersonRequest

NEXT_SITTINGS = 3


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The exams on offer; for somebody logged in also the attempt that is running."""
    running = attempts.running(request.user) if request.user.is_authenticated else None
    today = timezone.localdate()
    exams = [
        {
            "blueprint": blueprint,
            "is_retired": blueprint.is_retired(today),
            "is_own": blueprint.owner_id is not None and blueprint.owner_id == request.user.pk,
            "is_short": blueprint.in_reach < blueprint.questions,
        }
        for blueprint in Blueprint.objects.visible_to(request.user).with_supply(request.user.pk or 0).order_by("code")
    ]
    # What can be sat stands first.
    exams.sort(key=lambda exam: exam["is_short"])
    return render(request, "exams/home.html", {"exams": exams, "running": running, "sittings": _sittings(request)})


def _sittings(request: HttpRequest) -> QuerySet[Sitting] | tuple[()]:
    """The group mocks that somebody may start, now or later, the next ones first."""
    if not request.user.is_authenticated:
        return ()
    return Sitting.objects.to_come(request.user, now()).select_related("blueprint", "group")[:NEXT_SITTINGS]


@login_required
@require_GET
def start_page(request: PersonRequest, code: str) -> HttpResponse:
    """What this exam is, how long the candidate will have, and the button that starts it."""
    blueprint = get_object_or_404(Blueprint.objects.visible_to(request.user), code=code)
    seen = likely_seen(blueprint, request.user.pk)
    extra = blueprint.extra_minutes if request.user.extra_time_since else 0
    return render(
        request,
        "exams/start.html",
        {
            "blueprint": blueprint,
            "unscored": blueprint.questions - blueprint.scored,
            "domains": blueprint.domain_shares(),
            "lacking": supply.lacking(blueprint, request.user.pk),
            "running": attempts.running(request.user),
            "unseen": shortlist.unseen(blueprint, request.user.pk),
            "explained": seen,
            "counts_nowhere": seen is not None and is_too_much(seen, blueprint.questions),
            "extra": extra,
            "minutes": blueprint.minutes + extra,
            "retired": blueprint.is_retired(timezone.localdate()),
        },
    )


@login_required
@require_POST
@keeps(STARTS)
def start(request: PersonRequest, code: str) -> HttpResponse:
    """Begin an attempt, or go on with the one that is running."""
    blueprint = get_object_or_404(Blueprint.objects.visible_to(request.user), code=code)
    try:
        attempt = attempts.start(request.user, blueprint)
    except CannotDraw as missing:
        messages.error(request, f"No paper can be drawn at the moment: {missing}")
        return redirect("exams:start_page", code)
    return redirect("exams:room", attempt.pk)
