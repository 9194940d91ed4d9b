"""A log line is one JSON object that tells what happened, and not to whom."""

import json
import logging
import sys
from typing import Any

import pytest
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from django.urls import path

from config.watch import request_ids
from config.watch.lines import JsonLines


def line(message: str, *arguments: object, **facts: Any) -> dict[str, Any]:
    record = logging.LogRecord("scoring", logging.WARNING, __file__, 1, message, arguments, facts.pop("exc_info", None))
    record.__dict__.update(facts)
    text = JsonLines().format(record)
    assert "\n" not in text
    return json.loads(text)


def test_a_line_says_when_who_and_what() -> None:
    said = line("attempt %s\nfailed", 7)

    assert said.pop("time").endswith("+00:00")
    assert said == {"level": "WARNING", "logger": "scoring", "message": "attempt 7\nfailed"}


def test_it_stands_under_the_name_of_its_request() -> None:
    before = request_ids.current.set("a-request")
    said = line("slow query", facts={"milliseconds": 700})
    request_ids.current.reset(before)

    assert (said["request"], said["milliseconds"]) == ("a-request", 700)


def test_an_exception_stands_in_the_same_line_without_the_row_that_was_refused() -> None:
    try:
        raise ValueError(
            "duplicate key\nDETAIL:  Key (email)=(zoe@example.org) already exists.\nfor zoe@mail.example.org"
        )
    except ValueError:
        said = line("failed", exc_info=sys.exc_info())

    assert "ValueError: duplicate key" in said["exception"]
    assert "example.org" not in said["exception"]
    assert said["exception"].endswith("DETAIL: withheld\nfor (address)")


@pytest.mark.parametrize("path_info", ["/join/SECRET-CODE", "/accounts/password/reset/key/1-SECRET/"])
def test_a_path_is_told_by_the_name_of_its_view(path_info: str) -> None:
    request = RequestFactory().get(path_info)

    assert "SECRET" not in line("Not Found: %s", path_info, request=request)["message"]


def not_found(request: HttpRequest, code: str) -> None:
    raise Http404


def suspicious(request: HttpRequest, code: str) -> None:
    raise SuspiciousOperation("No.")


urlpatterns = [path("gone/<code>", not_found, name="gone"), path("odd/<code>", suspicious, name="odd")]


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("name", ["gone", "odd"])
def test_what_django_says_of_a_request_names_no_path(name: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    Client(raise_request_exception=False).get(f"/{name}/SECRET")

    said = [JsonLines().format(record) for record in caplog.records if record.name.startswith("django")]
    assert said
    assert not any("SECRET" in text for text in said)
