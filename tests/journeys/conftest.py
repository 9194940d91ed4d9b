"""A real browser before the real processes; a journey fails on a console error or a violation of the content policy."""

import os
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from redis import Redis

from tests import chromium, stack
from tests.journeys.candidate import Candidate
from tests.patience import PATIENCE_SECONDS
from tests.stack import Stack

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
expect.set_options(timeout=1000 * PATIENCE_SECONDS)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    # Each process of the tests has an installation of its own, whose workers shall not take the other one's tasks.
    number = "db=11" if os.environ.get("PYTEST_XDIST_WORKER") == "gw1" else "db=8"
    redis_url = re.sub(r"db=\d+", number, os.environ["REDIS_URL"])
    with stack.running(tmp_path_factory.mktemp("site"), redis_url=redis_url) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def own_limits(site: Stack) -> None:
    """A fast machine signs up more people in a minute than one address may: each journey begins with no limit used."""
    redis = Redis.from_url(site.environment["REDIS_URL"])
    if used := redis.keys(":1:allauth:*"):
        redis.delete(*used)


@pytest.fixture
def expected_complaints() -> list[str]:
    """Parts of complaints that a journey provokes on purpose."""
    return []


@pytest.fixture
def service_workers() -> str:
    """“block” where a journey answers in the server's place: a request may pass by a route on its way through one."""
    return "allow"


@pytest.fixture
def new_context(
    browser: Browser, site: Stack, expected_complaints: list[str], service_workers: str
) -> Iterator[Callable[..., BrowserContext]]:
    """Make a browser of one's own, as another machine would be."""
    contexts, complaints = [], []

    def make(**options) -> BrowserContext:
        plain = {"base_url": site.url, "viewport": WIDE, "service_workers": service_workers}
        context = browser.new_context(**{**plain, **options})
        context.set_default_timeout(1000 * PATIENCE_SECONDS)
        context.on("page", lambda page: _listen(page, complaints))
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()
    expected = [*expected_complaints, "Service Worker registration blocked"]
    assert [text for text in complaints if not any(part in text for part in expected)] == []


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    return new_context().new_page()


@pytest.fixture
def candidate(page: Page, site: Stack) -> Candidate:
    return Candidate(page, site)


def _listen(page: Page, complaints: list[str]) -> None:
    def console(message) -> None:
        if message.type in {"error", "warning"}:
            complaints.append(f"{message.type} at {message.location.get('url')}: {message.text}")

    def request(request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            complaints.append(f"a request to another site: {request.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: complaints.append(f"an error: {error}"))
    page.on("request", request)
