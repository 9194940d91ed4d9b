"""What the pages offer to whom, and that nothing on them is out of reach."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD
from tests.journeys.candidate import Candidate
from tests.journeys.conftest import NARROW

pytestmark = pytest.mark.journey

# What stands between the margins of a sheet, in pixels.
SHEETS = {"A4": 673, "Letter": 695}
CUT_OFF = """() => [document.documentElement, ...document.querySelectorAll("main *")].filter((element) =>
  element.scrollWidth > element.clientWidth + 1 && getComputedStyle(element).display.match(/block|grid|flex/) &&
  (element.matches("html") || getComputedStyle(element).overflowX !== "visible") && !element.closest(".visually-hidden")
).map((element) => element.outerHTML.slice(0, 120))"""
WIDE_TABLE = """<table><tr>{}</tr></table>""".format("<td>averyveryverylongname</td>" * 12)


def test_a_taken_address_leads_to_the_log_in_and_to_a_new_password(candidate: Candidate, page: Page):
    candidate.sign_up()
    page.get_by_role("button", name="Log out").click()
    page.goto("/accounts/signup/")
    page.get_by_label("E-mail").fill(candidate.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign up").click()
    expect(page.get_by_label("E-mail")).to_be_focused()
    page.get_by_role("link", name="reset its password").click()
    page.wait_for_url("**/accounts/password/reset/")


def test_only_staff_are_led_to_the_administration(candidate: Candidate, page: Page):
    candidate.sign_up()
    expect(page.get_by_role("link", name="Administration")).to_have_count(0)
    candidate.site.query("UPDATE people_user SET is_staff = true WHERE email = %s", candidate.email)
    page.goto("/")
    page.get_by_role("link", name="Administration").click()
    page.wait_for_url("**/admin/")


def test_extra_time_is_granted_where_it_was_asked_for(candidate: Candidate, page: Page):
    candidate.sign_up()
    page.goto("/exams/MLS-C01/")
    page.get_by_role("button", name="Request 30 more minutes").click()
    page.wait_for_url("**/exams/MLS-C01/#start")


@pytest.mark.parametrize("size", ["2", "3"])
def test_a_wide_table_scrolls_beside_the_palette_and_not_under_it(candidate: Candidate, page: Page, size: str):
    candidate.start_afresh()
    page.locator(f"[data-size='{size}']").click()
    page.evaluate("table => document.querySelector('article:not([hidden]) .stem').innerHTML = table", WIDE_TABLE)
    paper, palette = page.locator("#paper").bounding_box(), page.locator(".palette").bounding_box()
    table = page.locator("article:not([hidden]) table")
    assert paper["x"] + paper["width"] <= palette["x"]
    assert table.bounding_box()["width"] <= paper["width"]
    assert table.evaluate("table => table.scrollWidth > table.clientWidth")
    page.emulate_media(media="print")
    assert table.evaluate("table => getComputedStyle(table).overflowX") == "visible"


def test_on_a_phone_all_questions_are_one_touch_away(candidate: Candidate, new_context):
    candidate.page = new_context(viewport=NARROW, has_touch=True).new_page()
    candidate.start_afresh()
    candidate.page.get_by_role("button", name="All questions").click()
    cell = candidate.page.locator("#palette-cells [data-go='2']")
    expect(cell).to_be_in_viewport()
    cell.click()
    expect(candidate.heading(2)).to_be_visible()


def test_the_end_dialog_keeps_showing_the_time_that_is_left(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.review()
    page.locator("[data-end-exam]").click()
    candidate.let_time_pass(60)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#end-time")).to_have_text(re.compile("^(2:00:00|1:59:)"))


def test_while_an_attempt_runs_the_start_page_does_not_count_what_another_would_bring(candidate: Candidate, page: Page):
    candidate.start_afresh()
    page.goto("/exams/MLS-C01/")
    expect(page.locator("#unseen")).to_have_count(0)
    expect(page.get_by_text("filled up")).to_have_count(0)


def test_report_and_explanations_are_printed_whole_on_a4_and_letter(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.answer(1)
    candidate.expect_saved()
    candidate.review()
    candidate.end()
    expect(page.locator("h1[data-headline]")).to_be_visible(timeout=60_000)
    report = page.url
    for path in (report, report.replace("/report", "/explanations")):
        page.goto(path)
        for sheet, width in SHEETS.items():
            page.set_viewport_size({"width": width, "height": 1000})
            page.emulate_media(media="print")
            assert page.evaluate(CUT_OFF) == []
            for details in page.locator("details:not([open])").all():
                expect(details.locator("> :not(summary)").first).to_be_visible()
            assert page.pdf(format=sheet).startswith(b"%PDF")
