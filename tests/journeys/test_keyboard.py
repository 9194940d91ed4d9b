"""The whole exam without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD
from tests.journeys.candidate import Candidate

pytestmark = pytest.mark.journey


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(60):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector}")


def test_a_candidate_sits_the_exam_by_keyboard_alone(candidate: Candidate, page: Page):
    page.goto("/accounts/signup/")
    tab_to(page, "input[name=email]")
    page.keyboard.type(candidate.email)
    tab_to(page, "input[name=password1]")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    tab_to(page, "a[href='/exams/MLS-C01/']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/exams/MLS-C01/")
    tab_to(page, "form[action$='/attempts'] button")
    page.keyboard.press("Enter")
    expect(candidate.heading(1)).to_be_visible()

    page.keyboard.press("?")
    expect(page.get_by_role("heading", name="Help and keys")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#help-dialog")).to_be_hidden()

    for position in range(1, 66):
        expect(candidate.heading(position)).to_be_visible()
        for option in range(candidate.how_many(position)):
            page.keyboard.press("ab"[option] if position % 2 and option < 2 else str(option + 1))
        if position == 5:
            page.keyboard.press("f")
            page.keyboard.press("p")
            expect(candidate.heading(4)).to_be_visible()
            page.keyboard.press("ArrowRight")
            expect(candidate.heading(5)).to_be_focused()
        if position < 65:
            page.keyboard.press("n")
    candidate.expect_saved()
    assert [flagged for _, _, flagged, _ in candidate.stored(4, 5)] == [False, True]
    assert [position for position, chosen, _, _ in candidate.stored(*range(1, 66)) if not chosen] == []

    page.keyboard.press("r")
    expect(page.locator("#review-screen")).to_be_visible()
    tab_to(page, "[data-end-exam]")
    page.keyboard.press("Enter")
    expect(page.locator("#end-unanswered")).to_have_text("0")
    tab_to(page, "[data-end]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/report")
    expect(page.locator("h1[data-headline]")).to_be_visible()
