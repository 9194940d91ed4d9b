"""A study group from its making to somebody's leaving, as two people do it in two browsers."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD
from tests.journeys.candidate import Candidate
from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.test_accessibility import violations

pytestmark = pytest.mark.journey
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
PAGES = ["", "members/", "membership", "invitations/", "invitations/mail", "settings"]


@pytest.fixture(params=[(WIDE, "light"), (NARROW, "dark")], ids=["1280 light", "390 dark"])
def page(request, new_context) -> Page:
    viewport, scheme = request.param
    return new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True).new_page()


def make_group(owner: Candidate) -> str:
    """Sign up and make a group; its address."""
    page = owner.page
    owner.sign_up()
    page.get_by_role("link", name="Groups").click()
    page.get_by_role("link", name="Make a group").click()
    page.get_by_label("Name", exact=True).fill("Tuesdays")
    page.get_by_label("Your name in this group").fill("Olga")
    page.get_by_role("button", name="Make the group").click()
    expect(page.get_by_text("Tuesdays is made. Now invite people.")).to_be_visible()
    return page.url.removesuffix("invitations/")


def test_a_group_is_made_joined_by_code_and_left(candidate: Candidate, page: Page, new_context):
    group = make_group(candidate)
    page.get_by_role("button", name="Make a link").click()
    code = page.locator(".spoken-code").inner_text()
    picture = page.locator("img.qr")
    assert picture.evaluate("picture => picture.complete && picture.naturalWidth > 0")

    other = Candidate(new_context().new_page(), candidate.site)
    other.page.goto("/join/")
    other.page.get_by_label("Code").fill(code.lower())
    other.page.get_by_role("button", name="Go on").click()
    other.page.get_by_role("navigation").get_by_role("link", name="Sign up").click()
    other.page.get_by_label("E-mail").fill(other.email)
    other.page.get_by_label("Password", exact=True).fill(PASSWORD)
    other.page.get_by_role("button", name="Sign up").click()
    expect(other.page.get_by_role("heading", name="Tuesdays")).to_be_visible()
    expect(other.page.get_by_label("Take part in the leaderboard")).not_to_be_checked()
    other.page.get_by_label("Your name in this group").fill("Mary")
    other.page.get_by_role("button", name="Join the group").click()
    expect(other.page.get_by_text("Welcome to Tuesdays.")).to_be_visible()

    found = []
    for address in PAGES:
        page.goto(group + address)
        found += violations(page)
        assert not page.evaluate(TOO_WIDE), address
    assert found == []
    page.goto(f"{group}members/")
    expect(page.get_by_role("row", name="Mary")).to_be_visible()

    other.page.goto(f"{group}membership")
    other.page.get_by_role("button", name="Leave the group").click()
    expect(other.page.get_by_text("You have left Tuesdays.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("row", name="Mary")).to_have_count(0)


def test_an_invitation_is_copied_by_a_button_and_has_no_barrier(candidate: Candidate, page: Page):
    make_group(candidate)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Make a link").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#link").inner_text()
    assert violations(page) == []
    assert not page.evaluate(TOO_WIDE)
