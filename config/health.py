"""Whether this process can serve candidates, for whoever watches over it."""

from collections.abc import Callable

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import workers


def answered_first(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware that answers those who watch over us before others ask by which name, or how, the site was called."""
    from .watch import metrics  # noqa: PLC0415  (models are not there yet when settings are read)

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return healthz(request)
        if request.path == "/metrics" and metrics.may_be_read_by(request):
            return metrics.metrics(request)
        return get_response(request)

    return middleware


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 503 where the database cannot be reached, else 200 with what else is down: an exam goes on without it."""
    if not _database_answers():
        return JsonResponse({"database": "down"}, status=503)
    alive = workers.count()
    return JsonResponse(
        {
            "database": "ok",
            "redis": "down" if alive is None else "ok",
            "workers": alive or 0,
            "degraded": not alive,
        }
    )


def _database_answers() -> bool:
    # A persistent connection does not survive the server's restart, and must not be taken for a dead server.
    if not connection.is_usable():
        connection.close()
    try:
        connection.ensure_connection()
    except Error:
        return False
    return True
