"""Stands before everything: names each request, times it, and counts how it was answered."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from config.express import DOOR

from . import request_ids, slowness, tally


def watched(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware without a query or a call to Redis: a save pays some millionths of a second for it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        name = request_ids.chosen(request.META.get("HTTP_X_REQUEST_ID"))
        before = request_ids.current.set(name)
        began = time.perf_counter()
        try:
            reply = get_response(request)
            seconds = time.perf_counter() - began
            view = _view(request)
            tally.add(view, reply.status_code, seconds)
            slowness.note_request(view, reply.status_code, seconds)
        finally:
            request_ids.current.reset(before)
        reply.headers[request_ids.HEADER] = name
        return reply

    return middleware


def _view(request: HttpRequest) -> str:
    """A name out of few, whatever strangers ask for."""
    if request.resolver_match:
        return request.resolver_match.view_name or "unnamed"
    if DOOR.fullmatch(request.path_info):
        return "exams:responses"
    if request.path_info.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
        return "static"
    return request.path_info[1:] if request.path_info in {"/healthz", "/metrics"} else "none"
