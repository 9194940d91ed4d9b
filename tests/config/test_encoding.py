import subprocess
import sys

import pytest

from config import encoding
from config.embedded.place import CHECKOUT

ASKED = """
from config import wsgi
wsgi.application({"CONTENT_TYPE": "text/plain; charset=hex"}, lambda status, headers: print(status))
"""
REFUSED = ["hex", "klingon", "utf-16", "undefined", "base64"]


def answer(kind: str) -> tuple[list[str], list[bytes]]:
    """The status lines and the body of an application behind the door that says yes to all."""
    statuses: list[str] = []

    def yes(environ, start_response):
        start_response("200 OK", [])
        return [b"yes"]

    body = encoding.in_utf8(yes)({"CONTENT_TYPE": kind}, lambda status, headers: statuses.append(status))
    return statuses, list(body)


@pytest.mark.parametrize(
    "kind",
    [
        "",
        "application/json",
        "application/json; charset=UTF-8",
        "text/plain; charset=utf8",
        "multipart/form-data; boundary=----b",
        ";",
    ],
)
def test_what_comes_as_utf8_is_let_through(kind):
    assert answer(kind) == (["200 OK"], [b"yes"])


@pytest.mark.parametrize("kind", [f"text/plain; charset={name}" for name in REFUSED] + ["text/plain; a*=klingon''x"])
def test_another_encoding_is_refused_before_anything_asks_for_it(kind):
    assert answer(kind) == (["415 Unsupported Media Type"], [b"Send text as UTF-8.\n"])


def test_the_web_server_stands_before_that_door():
    # In a process of its own, since the web server's module watches and closes the connections of its process.
    asked = subprocess.run(
        [sys.executable, "-c", ASKED], cwd=CHECKOUT, check=True, capture_output=True, text=True, timeout=120
    )
    assert asked.stdout == "415 Unsupported Media Type\n"
