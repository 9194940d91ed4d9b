"""A candidate's breaks: a room's JSON is answered with its state, a plain form with the room."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from exams import rooms
from exams.adjusting import AlreadyClosed, AlreadyPaused
from exams.models import Attempt
from exams.sittings import breaks
from exams.sittings.breaks import NoBreakLeft
from exams.views.replies import has_ended, logged_out


@never_cache
@require_POST
def take(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Begin a break; one that has begun already is no error."""
    if not request.user.is_authenticated:
        return _refused(request, attempt_id)
    attempt = get_object_or_404(rooms.seats(request.user), pk=attempt_id)
    try:
        breaks.take(attempt)
    except NoBreakLeft as why:
        return _room(request, attempt, error=str(why))
    except (AlreadyClosed, AlreadyPaused):
        pass
    return _room(request, attempt)


@never_cache
@require_POST
def end(request: HttpRequest, attempt_id: int) -> HttpResponse:
    """Go on after a break."""
    if not request.user.is_authenticated:
        return _refused(request, attempt_id)
    attempt = get_object_or_404(rooms.seats(request.user), pk=attempt_id)
    breaks.end(attempt)
    return _room(request, attempt)


def _room(request: HttpRequest, attempt: Attempt, *, error: str = "") -> HttpResponse:
    if not _is_of_a_room(request):
        return redirect("exams:room", attempt.pk)
    if error:
        return JsonResponse({"error": error}, status=400)
    present = rooms.seats(attempt.candidate).get(pk=attempt.pk)
    return has_ended(present) if rooms.has_closed(present) else JsonResponse(rooms.state(present, since=1))


def _refused(request: HttpRequest, attempt_id: int) -> HttpResponse:
    if _is_of_a_room(request):
        return logged_out()
    return redirect_to_login(reverse("exams:room", args=[attempt_id]))


def _is_of_a_room(request: HttpRequest) -> bool:
    return request.content_type == "application/json"
