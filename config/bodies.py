"""How much may be sent to an address; what is larger is refused before any of it is read."""

import sys
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

ROOMS, FILES = "application/json", "/uploads/"


class MeasuredFirst:
    """Middleware that believes the head of a request: Django never reads more than it announces."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Refuse here: the viewer is known, and no form has been looked into yet."""
        return refusal(request)


def refusal(request: HttpRequest) -> HttpResponse | None:
    """What is answered to a request that is too large; None to any other."""
    most = largest(request)
    if _announced(request) <= most:
        return None
    if request.content_type == ROOMS:
        return JsonResponse({"error": "Nothing was saved. This is more than an exam room ever sends."}, status=413)
    return render(request, "413.html", {"most": most}, status=413)


def largest(request: HttpRequest) -> int:
    """The bytes that may be sent with a request."""
    if request.content_type == ROOMS:
        return settings.LARGEST_ROOM_BODY
    return settings.LARGEST_UPLOAD_BODY if request.path.startswith(FILES) else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        # What cannot be measured is too large.
        return sys.maxsize
