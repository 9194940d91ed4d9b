"""What the room shows after a reload, on the way back, and from outside."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.candidate import Candidate
from tests.journeys.conftest import NARROW, WIDE

pytestmark = pytest.mark.journey


def test_a_reload_on_the_review_screen_shows_it_again(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.go_to(4)
    candidate.review()
    page.reload()
    expect(page.locator("#review-screen")).to_be_visible()
    page.keyboard.press("r")
    expect(candidate.heading(4)).to_be_visible()


def test_the_room_opens_where_this_browser_was_last(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.go_to(4)
    page.goto("/")
    page.get_by_role("link", name="Go on with it").click()
    expect(candidate.heading(4)).to_be_visible()


def test_another_machine_opens_the_first_question_not_seen(candidate: Candidate, page: Page, new_context):
    candidate.start_afresh()
    candidate.answer(1)
    candidate.next()
    candidate.answer(2)
    candidate.expect_saved()
    elsewhere = new_context().new_page()
    candidate.log_in(elsewhere)
    elsewhere.get_by_role("link", name="Go on with it").click()
    expect(Candidate(elsewhere, candidate.site).heading(3)).to_be_visible()


def test_back_closes_the_review_screen_and_then_leaves_the_room(candidate: Candidate, page: Page):
    candidate.start_afresh()
    page.goto("/")
    page.get_by_role("link", name="Go on with it").click()
    candidate.next()
    question = page.evaluate("navigation.currentEntry.index")
    for _ in range(2):
        candidate.review()
        page.locator("[data-go='7']").and_(page.locator("#review-screen *")).click()
        expect(candidate.heading(7)).to_be_visible()
        page.wait_for_function("index => navigation.currentEntry.index === index", arg=question)
        assert page.evaluate("[history.state, location.hash]") == ["question", "#7"]
    candidate.review()
    page.go_back()
    expect(candidate.heading(7)).to_be_visible()
    expect(page.locator("#review-screen")).to_be_hidden()
    page.go_back()
    page.wait_for_url(lambda url: "/attempts/" not in url)


def test_the_skip_link_stays_with_what_is_in_sight(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.go_to(4)
    candidate.review()
    for _ in range(2):
        page.evaluate("document.querySelector('.skip-link').click()")
        page.wait_for_function("location.hash === '#main'")
        expect(page.locator("#review-screen")).to_be_visible()
        page.go_back()
        expect(page.locator("#review-screen")).to_be_visible()
    page.go_back()
    expect(candidate.heading(4)).to_be_visible()


def test_handing_in_from_outside_leads_to_the_review_screen(candidate: Candidate, page: Page):
    candidate.start_afresh()
    page.goto("/")
    page.get_by_role("link", name="Review and hand in").click()
    expect(page.locator("#review-screen")).to_be_visible()
    expect(page.locator("#review-summary")).to_have_text("65 not answered.")
    candidate.end()


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["1280", "390"])
def test_the_heading_of_a_named_review_screen_stands_below_the_header(candidate: Candidate, page: Page, viewport):
    page.set_viewport_size(viewport)
    candidate.start_afresh()
    page.goto("/")
    page.get_by_role("link", name="Review and hand in").click()
    heading = page.get_by_role("heading", name="Review", exact=True)
    expect(heading).to_be_focused()
    header = page.locator(".room-header").bounding_box()
    assert heading.bounding_box()["y"] >= header["y"] + header["height"]
