"""A server, or something before it, that answers other than it should: what was given waits, and is sent again."""

import socket
from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.candidate import Candidate, wake

pytestmark = pytest.mark.journey
JSON = "application/json"
BREAKS_OFF = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{}"


@pytest.fixture
def expected_complaints() -> list[str]:
    return ["Failed to load resource"]


@pytest.fixture
def service_workers() -> str:
    return "block"


@pytest.fixture
def breaks_off() -> Iterator[str]:
    """The address of a server that promises more of an answer than it gives, however it is asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                with caller:
                    caller.recv(65_536)
                    caller.sendall(
                        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{}"
                    )

        Thread(target=answer, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/responses"
        server.shutdown(socket.SHUT_RDWR)


def half(route: Route) -> None:
    """The server takes the answer, and half of its reply comes."""
    reply = route.fetch()
    route.fulfill(status=200, content_type=JSON, body=reply.text()[: len(reply.text()) // 2])


def test_whatever_answers_in_the_servers_place_an_answer_waits_and_is_sent_again(
    candidate: Candidate, page: Page, breaks_off: str
):
    candidate.start_afresh()
    candidate.expect_saved()
    ailments: dict[str, Callable[[Route], None]] = {
        "an error": lambda route: route.fulfill(status=500, body="<h1>Server Error (500)</h1>"),
        "a proxy without a server": lambda route: route.fulfill(status=502, content_type="text/html", body="Bad"),
        "too many at once": lambda route: route.fulfill(status=429, content_type=JSON, body='{"error": "Slow down"}'),
        "a log-in page": lambda route: route.fulfill(status=200, content_type="text/html", body="<form>Log in</form>"),
        "a log-in as JSON": lambda route: route.fulfill(status=200, content_type=JSON, body='{"log_in": "/portal"}'),
        "another's conflict": lambda route: route.fulfill(status=409, content_type=JSON, body='{"code": 409}'),
        "another's complaint": lambda route: route.fulfill(status=400, content_type=JSON, body='{"code": 400}'),
        "half a reply": half,
        "a reply that breaks off": lambda route: route.continue_(url=breaks_off),
    }
    for position, (ailment, answer) in enumerate(ailments.items(), 1):
        page.route("**/responses", answer)
        candidate.go_to(position)
        candidate.answer(position)
        expect(page.locator("[data-save-sign]"), ailment).to_contain_text("1 change kept on this device")
        page.unroute("**/responses")
        wake(page)
        candidate.expect_saved()
        assert candidate.stored(position)[0][1], ailment
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("#notices > *")).to_have_count(0)


def test_a_server_that_asks_to_wait_is_given_the_time(candidate: Candidate, page: Page):
    page.clock.install()
    candidate.start_afresh()
    candidate.expect_saved()
    asked = []
    refusal = {"status": 429, "headers": {"Retry-After": "40"}, "content_type": JSON, "body": "{}"}
    page.route("**/responses", lambda route: [asked.append(1), route.fulfill(**refusal)])
    candidate.answer(1)
    expect(page.locator("[data-save-sign]")).to_contain_text("1 change kept on this device")
    candidate.go_to(2)
    candidate.answer(2)
    page.clock.run_for(30_000)
    wake(page)
    assert len(asked) == 1
    page.unroute("**/responses")
    page.clock.run_for(15_000)
    candidate.expect_saved()
    assert all(chosen for _, chosen, _, _ in candidate.stored(1, 2))
