"""axe finds no violation on any page, light and dark, wide and narrow."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from people.models import User
from tests.journeys.candidate import Candidate
from tests.journeys.conftest import NARROW, WIDE

pytestmark = pytest.mark.journey
PUBLIC = ["/", "/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/nothing/here/"]
OWN = [
    *("/", "/exams/MLS-C01/", "/profile/", "/profile/deletion", "/attempts/", "/groups/", "/groups/new", "/join/"),
    *("/accounts/password/change/", "/accounts/logout/"),
]


OPEN_FILLED = """id => {
  const dialog = document.getElementById(id);
  for (const part of dialog.querySelectorAll(":empty:is(h2, p, strong, span:not(.icon))")) part.textContent = "Words";
  for (const part of dialog.querySelectorAll("[hidden]")) part.hidden = false;
  dialog.showModal();
}"""


@pytest.fixture(params=[(WIDE, "light"), (NARROW, "dark")], ids=["1280 light", "390 dark"])
def page(request, new_context) -> Page:
    viewport, scheme = request.param
    return new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True).new_page()


@pytest.fixture
def expected_complaints() -> list[str]:
    return ["/nothing/here/", "status of 403", "status of 409"]


SHARE_A_QUESTION = """
UPDATE exams_response later SET revision_id = r.revision_id, option_order = r.option_order, choose = r.choose
FROM exams_response r WHERE r.attempt_id = %s AND later.attempt_id = %s AND r.position = 1 AND later.position = 1
"""


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]
    return [f"{page.url} {rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in found]


def test_no_page_has_a_barrier(candidate: Candidate, page: Page):
    found = []
    for path in PUBLIC:
        page.goto(path)
        found += violations(page)
    candidate.sign_up()
    for path in OWN:
        page.goto(path)
        found += violations(page)
    candidate.start()
    found += violations(page)
    candidate.answer(1)
    candidate.flag()
    page.locator("[data-open-help]").click()
    found += violations(page)
    page.keyboard.press("Escape")
    for dialog in ("conflict-dialog", "login-dialog", "pause-dialog", "break-dialog", "cover"):
        page.evaluate(OPEN_FILLED, dialog)
        found += violations(page)
        page.evaluate("id => document.getElementById(id).close()", dialog)
    candidate.review()
    found += violations(page)
    page.locator("[data-end-exam]").click()
    found += violations(page)
    page.locator("[data-end]").click()
    page.wait_for_url("**/report")
    expect(page.get_by_text("Data Engineering").first).to_be_visible()
    found += violations(page)
    first = candidate.attempt
    for path in (f"/attempts/{first}/explanations", "/attempts/", "/exams/MLS-C01/"):
        page.goto(path)
        found += violations(page)
    candidate.start()
    # The bank is large enough for a second paper of questions that are all new.
    candidate.site.query(SHARE_A_QUESTION, first, candidate.attempt)
    page.goto(f"/attempts/{first}/report")
    expect(page.get_by_text("This report is resting")).to_be_visible()
    found += violations(page)
    page.goto("/")
    page.get_by_role("link", name="Review and hand in").click()
    expect(page.locator("#review-screen")).to_be_visible()
    candidate.end()
    candidate.site.wait_until("SELECT 1 FROM scoring_report WHERE attempt_id = %s", candidate.attempt)
    page.goto(f"/attempts/{candidate.attempt}/report")
    page.goto("/attempts/")
    expect(page.locator("main svg").first).to_be_visible()
    found += violations(page)
    page.context.clear_cookies(name="csrftoken")
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    found += violations(page)
    page.goto(candidate.site.manage("password_link", candidate.email, "--base-url", candidate.site.url).strip())
    expect(page.get_by_role("button", name="Set the password")).to_be_visible()
    found += violations(page)
    assert found == []


def test_the_page_before_the_report_of_a_timed_out_attempt_has_no_barrier(candidate: Candidate, page: Page):
    candidate.start_afresh()
    attempt = candidate.attempt
    page.goto("/")
    candidate.let_time_pass(181, attempt)
    page.goto(f"/attempts/{attempt}/report")
    expect(page.get_by_role("button", name="Open my report")).to_be_visible()
    assert violations(page) == []


def test_an_option_tells_its_letter_and_that_it_is_struck_out(candidate: Candidate, page: Page):
    candidate.start_afresh()
    option = candidate.option(1, 1)
    expect(option).to_have_accessible_name(re.compile("^Option B: "))
    candidate.question(1).locator("button.strike").nth(1).click()
    expect(option).to_have_accessible_name(re.compile(", struck out$"))
    candidate.question(1).locator("button.strike").nth(1).click()
    expect(option).not_to_have_accessible_name(re.compile("struck out"))


def test_every_theme_of_the_profile_is_one_that_pages_know(candidate: Candidate, page: Page):
    candidate.sign_up()
    for theme in User.Theme.values:
        page.goto("/profile/")
        page.locator(f"input[name=theme][value={theme}], select[name=theme]").first.evaluate(
            "(field, theme) => { if (field.matches('select')) field.value = theme; else field.checked = true; }", theme
        )
        page.get_by_role("button", name="Save").click()
        expect(page.locator("html")).to_have_attribute("data-theme", theme)
        assert violations(page) == []
