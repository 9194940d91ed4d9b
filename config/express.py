"""The door through which answers come in, past all that only pages need."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse
from django.middleware.common import CommonMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from django.middleware.security import SecurityMiddleware

from .bodies import refusal

DOOR = re.compile(r"/attempts/(\d{1,18})/responses")
# Nothing that comes back through this door is a page.
TOLD = {
    "Content-Security-Policy": "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
}


def for_answers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a save meets the session, the check of its token and its view; any other request goes on.

    It costs half the CPU that way (docs/performance.md), and answers in the same words: what is passed by finds
    addresses, files, messages, time zones and the policy of pages.
    """
    from exams.views.room import responses  # noqa: PLC0415  (models are not there yet when settings are read)

    def answer(request: HttpRequest) -> HttpResponse:
        reply = refusal(request) or guard.process_view(request, responses, (), {}) or save(request)
        for header, said in TOLD.items():
            reply.headers[header] = said
        return reply

    def save(request: HttpRequest) -> HttpResponse:
        return responses(request, int(DOOR.fullmatch(request.path_info)[1]))  # type: ignore[index]

    # Around, and no decorator of the view: that would keep the new token of a refusal to itself, which the room awaits.
    guard = CsrfViewMiddleware(convert_exception_to_response(answer))
    inner: Any = convert_exception_to_response(guard)
    for around in (AuthenticationMiddleware, CommonMiddleware, SessionMiddleware, SecurityMiddleware):
        inner = convert_exception_to_response(around(inner))

    def middleware(request: HttpRequest) -> HttpResponse:
        reply: HttpResponse = (inner if DOOR.fullmatch(request.path_info) else get_response)(request)
        return reply

    return middleware
