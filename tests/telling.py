"""Middleware that gives secrets away, each in another place: the search for leaks must find every one."""

import hashlib
import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from exams.models import Attempt
from questions.models import Revision

View = Callable[[HttpRequest], HttpResponse]


def _asked() -> Revision:
    """The first question of the paper that runs."""
    return Attempt.objects.filter(handed_in_at=None).earliest("pk").responses.get(position=1).revision


def _in_pages(tell: Callable[[Revision], str]) -> Callable[[View], View]:
    def middleware(get_response: View) -> View:
        def telling(request: HttpRequest) -> HttpResponse:
            reply = get_response(request)
            if reply["Content-Type"].startswith("text/html") and not reply.streaming:
                reply.content += tell(_asked()).encode()
            return reply

        return telling

    return middleware


rationale_in_a_page = _in_pages(lambda asked: f"<!-- {asked.rationales[0]} -->")
rationale_in_an_address = _in_pages(lambda asked: f'<a href="/?q={asked.rationales[1].replace(" ", "%20")}">')
fingerprint_in_a_page = _in_pages(lambda asked: hashlib.sha256(asked.rationales[0].encode()).hexdigest())
key_in_a_page = _in_pages(lambda asked: json.dumps({"key": asked.key}))
key_in_a_class = _in_pages(lambda asked: f'<p class="shade-{asked.key[0]}">')
key_in_a_length = _in_pages(lambda asked: "<i></i>" * asked.key[0])


def key_in_a_header(get_response: View) -> View:
    def telling(request: HttpRequest) -> HttpResponse:
        reply = get_response(request)
        reply["X-Shade"] = str(_asked().key)
        return reply

    return telling


def key_in_a_known_header(get_response: View) -> View:
    def telling(request: HttpRequest) -> HttpResponse:
        reply = get_response(request)
        reply["Vary"] = f"Cookie, {_asked().key}"
        return reply

    return telling


def key_in_json(get_response: View) -> View:
    def telling(request: HttpRequest) -> HttpResponse:
        reply = get_response(request)
        if reply["Content-Type"] == "application/json":
            reply.content = json.dumps({**json.loads(reply.content), "n": _asked().key})
        return reply

    return telling


MEANS = [
    "rationale_in_a_page", "rationale_in_an_address", "fingerprint_in_a_page", "key_in_a_page", "key_in_a_class",
    "key_in_a_length", "key_in_a_header", "key_in_a_known_header", "key_in_json",
]  # fmt: skip
