"""What instructors look at, filled as after a busy month: no barrier, no page too wide, every control within reach."""

import re

import pytest
from playwright.sync_api import Page, expect

from questions.bundled import BANK
from tests.bank_archive import packed
from tests.journeys.candidate import Candidate
from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.test_accessibility import violations
from tests.stack import Stack

pytestmark = pytest.mark.journey
AUTHOR, SET = "author@example.org", "A busy month"
QUESTIONS = BANK / "mls-c01"
MISTAKEN = "game-log-cluster-bill"
AT_ONE_SET = [
    "", "?text=nowhere", "facts", "groups", "findings", "export/gift", "new", "coverage/MLS-C01", "statistics",
    "challenges", f"statistics/{MISTAKEN}", f"questions/{MISTAKEN}", f"questions/{MISTAKEN}/edit",
]  # fmt: skip
ELSEWHERE = [
    "/sets/", "/uploads/", "/challenges/", "/attempts/challenges", "/blueprints/", "/blueprints/new",
    "/blueprints/new?outline=MLS-C01", "/blueprints/upload",
]  # fmt: skip
WIDE_CODE = """\
# A loop

What does this print, when it runs in a browser that has nothing else to do?

```
for (let i = 0; i < 3; i++) { setTimeout(() => console.log(i, "a remark that no telephone shows in one line"), 1); }
```

- [x] 0 1 2
- [ ] 3 3 3
- [ ] nothing at all
"""
CONTROLS = """() => [...document.querySelectorAll(
  'main :is(a[href], button, input:not([type=hidden], [type=radio]), select, textarea, summary, [tabindex="0"])'
)].filter((each) => each.checkVisibility() && !each.disabled && each.tabIndex >= 0)"""
COUNT = f"() => ({CONTROLS})().length"
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
UNSEEN = """() => {
  const focused = document.activeElement;
  const { left, right, top, bottom } = focused.getBoundingClientRect();
  const ring = getComputedStyle(focused);
  const isDay = focused.matches("[type=date]:focus-within");
  const hasRing = isDay || (ring.outlineStyle !== "none" && ring.outlineWidth !== "0px");
  const isInSight = bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
  return hasRing && isInSight ? "" : focused.outerHTML.slice(0, 120);
}"""


@pytest.fixture(params=[(WIDE, "light"), (NARROW, "dark")], ids=["1280 light", "390 dark"])
def page(request, new_context) -> Page:
    viewport, scheme = request.param
    return new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True).new_page()


@pytest.fixture(scope="module")
def set_number(site: Stack) -> int:
    """A set that a crowd has sat, one question of it with a mistaken key."""
    site.manage("shell", "-c", f"from tests.factories import *; person(email={AUTHOR!r}, password=PASSWORD)")
    aim = ("--set", SET, "--outline", "MLS-C01", "--owner", AUTHOR, "--licence", "MIT")
    site.manage("import_questions", str(packed(site.folder)), *aim)
    site.manage("shell", "-c", f"from tests import crowd; crowd.sit({SET!r}, people=110, mistaken=[{MISTAKEN!r}])")
    return site.query("SELECT id FROM questions_questionset WHERE title = %s", SET)[0][0]


@pytest.fixture
def addresses(candidate: Candidate, set_number: int) -> list[str]:
    """The pages of the set's author, who is logged in."""
    candidate.email = AUTHOR
    candidate.log_in()
    own_exam = [f"/blueprints/MOCK-{set_number}/", f"/blueprints/MOCK-{set_number}/edit"]
    return [f"/sets/{set_number}/{rest}" for rest in AT_ONE_SET] + ELSEWHERE + own_exam


def test_instructors_pages_have_no_barrier_and_fit_the_screen(page: Page, addresses: list[str]):
    found = []
    for address in addresses:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        found += violations(page)
        if page.evaluate(TOO_WIDE):
            found.append(f"{address} is too wide")
    assert found == []


def test_every_control_of_instructors_pages_is_reached_by_tab_and_seen(page: Page, addresses: list[str]):
    found = []
    for address in [each for each in addresses if not re.search("/sets/[0-9]+/$|edit$|outline=", each)]:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.locator("main").focus()
        reached = 0
        while page.keyboard.press("Tab") or page.evaluate("!!document.activeElement.closest('main')"):
            reached += 1
            if unseen := page.evaluate(UNSEEN):
                found.append(f"{address}: {unseen}")
            assert reached < 500, address
        if reached < (count := page.evaluate(COUNT)):
            found.append(f"{address}: {reached} of {count} are reached")
    assert found == []


def test_the_preview_of_a_twin_and_of_wide_code_has_no_barrier(page: Page, site: Stack, addresses: list[str]):
    twin = (QUESTIONS / "1.3" / f"{MISTAKEN}.md").read_bytes()
    page.goto("/uploads/")
    page.get_by_label("Drop files here").set_input_files(
        [
            {"name": "loop.md", "mimeType": "text/markdown", "buffer": WIDE_CODE.encode()},
            {"name": "twin.md", "mimeType": "text/markdown", "buffer": twin},
        ]
    )
    page.get_by_role("button", name="Read these").click()
    expect(page.get_by_text("Left out")).to_be_visible()
    expect(page.locator("pre")).to_have_attribute("tabindex", "0")
    site.wait_until("SELECT 1 FROM questions_upload WHERE compared_at IS NOT NULL AND title = 'loop'")
    page.reload()
    assert violations(page) == []
    assert not page.evaluate(TOO_WIDE)
    page.get_by_role("button", name="Apply to the chosen ones").click()
    expect(page.get_by_text("Nothing has changed: tick the questions that you mean.")).to_be_in_viewport()
