"""No page asks another site for anything: every address of docs/permissions.md, in a browser that would let it."""

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Error, Page

from tests.stack import Stack
from tests.test_permissions import written

pytestmark = pytest.mark.journey
WORLD = """
import json
from exams.models import Blueprint
from tests import permissions
world = permissions.world(Blueprint.objects.get(code="MLS-C01"))
routes = dict(permissions.addresses())
print(json.dumps([world.sessions, {name: world.address(name, route) for name, route in routes.items()}]))
"""
# Beside requests that were made, what a page would have a browser fetch, connect to or send a form to sometime.
ELSEWHERE = """() => [...document.querySelectorAll("[src], [srcset], [action], [formaction], link[href], use[href]")]
  .flatMap((each) => [each.src, each.srcset, each.action, each.formAction, each.matches("a") ? "" : each.href])
  .filter((url) => typeof url === "string" && url && !/^(data|blob):/.test(url))
  .map((url) => new URL(url, location.href))
  .filter((url) => url.origin !== location.origin)
  .map((url) => url.href)"""


@pytest.fixture
def expected_complaints() -> list[str]:
    # Pages of errors are pages too.
    return ["status of 403", "status of 404", "elsewhere.invalid"]


@pytest.fixture
def context(new_context: Callable[..., BrowserContext]) -> BrowserContext:
    """A browser that the content policy does not keep from asking elsewhere."""
    return new_context(bypass_csp=True)


class Watch:
    """What a browser was asked to fetch, and from where."""

    def __init__(self, context: BrowserContext, site: Stack) -> None:
        self.site, self.asked = site, set[str]()
        context.on("request", lambda request: self.asked.add(request.url))
        context.on("page", lambda page: page.on("websocket", lambda socket: self.asked.add(socket.url)))

    def strangers(self) -> set[str]:
        own = (f"{self.site.url}/", "data:", "blob:")
        return {url for url in self.asked if not url.startswith(own)}


def visit(page: Page, address: str) -> list[str]:
    """Look at an address; what stands on the page that leads to another site without a click."""
    try:
        page.goto(address)
    except Error as download:
        if "Download is starting" not in download.message:
            raise
        return []
    return [f"{address} names {url}" for url in page.evaluate(ELSEWHERE)]


def test_no_page_asks_another_site_for_anything(context: BrowserContext, site: Stack):
    sessions, addresses = json.loads(site.manage("shell", "--no-imports", "-c", WORLD))
    watch, page, named, seen = Watch(context, site), context.new_page(), [], set()
    for column, who in enumerate(sessions):
        context.clear_cookies()
        if sessions[who]:
            context.add_cookies([{"name": "sessionid", "value": sessions[who], "url": site.url}])
        for (name, method), told in written().items():
            if method == "GET" and told[column] == "yes" and name not in seen and name != "account_logout":
                # The pages before the log-in are looked at by nobody in particular.
                seen.add(name)
                named += visit(page, addresses[name])
        named += visit(page, "/nothing/here/")
        page.wait_for_load_state("networkidle")
    assert (watch.strangers(), named) == (set(), [])
    assert seen == {name for (name, method), told in written().items() if method == "GET" and "yes" in told} - {
        "account_logout"
    }
    assert any("/static/" in url for url in watch.asked)


def test_a_page_that_asks_another_site_is_found(context: BrowserContext, site: Stack):
    watch, page = Watch(context, site), context.new_page()
    page.goto("/")
    page.evaluate("""() => {
      const hint = Object.assign(document.createElement("link"), { rel: "preconnect", href: "https://hint.invalid/" });
      document.body.append(hint, Object.assign(new Image(), { src: "http://elsewhere.invalid/pixel.png" }));
    }""")
    page.wait_for_load_state("networkidle")
    assert watch.strangers() == {"http://elsewhere.invalid/pixel.png"}
    assert page.evaluate(ELSEWHERE) == ["https://hint.invalid/", "http://elsewhere.invalid/pixel.png"]
