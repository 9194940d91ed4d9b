"""The whole main job, by mouse: from signing up to an explained report, on a wide screen and a narrow one."""

import re

import pytest
from playwright.sync_api import Page, expect

from questions.bundled import BANK
from tests.journeys.candidate import Candidate
from tests.journeys.conftest import NARROW, WIDE

pytestmark = pytest.mark.journey
FLAGGED = {3, 20, 41}


@pytest.fixture(params=[WIDE, NARROW], ids=["1280", "390"])
def page(request, new_context) -> Page:
    return new_context(viewport=request.param).new_page()


def test_a_candidate_signs_up_sits_the_whole_exam_and_reads_why(candidate: Candidate, page: Page):
    candidate.sign_up()
    page.goto("/exams/MLS-C01/")
    expect(page.get_by_text("retired on 31 March 2026")).to_be_visible()
    expect(page.locator("#unseen")).to_have_text(f"{len(list(BANK.glob('mls-c01/*/*.md')))} questions")
    page.get_by_role("button", name="Request 30 more minutes").click()
    expect(page.locator("#your-time")).to_have_text("210 minutes (180 + 30)")

    page.get_by_role("button", name="Start exam").dblclick()
    expect(candidate.heading(1)).to_be_visible()
    expect(page.locator("#countdown")).to_have_text(re.compile(r"^3:(30:00|2\d:\d\d)$"))
    assert candidate.site.query("SELECT count(*) FROM exams_attempt WHERE id >= %s", candidate.attempt) == [(1,)]

    for position in range(1, 66):
        expect(candidate.heading(position)).to_be_visible()
        if position == 10:
            candidate.question(10).locator("label").nth(3).click(button="right")
        if position == 11:
            candidate.question(11).locator("button.strike").nth(2).click()
        if position in FLAGGED:
            candidate.flag()
        candidate.answer(position, unlike=candidate.key(position) if position in FLAGGED else None)
        if position == 30:
            candidate.expect_saved()
            page.reload()
            expect(candidate.heading(30)).to_be_visible()
            expect(candidate.option(30, 0)).to_be_checked()
        candidate.next()

    expect(page.locator("#review-summary")).to_have_text(f"65 answered, {len(FLAGGED)} flagged.")
    page.locator("[data-filter=flagged]").click()
    expect(page.locator("#review-rows tr:visible")).to_have_count(len(FLAGGED))
    page.locator("#review-rows tr:visible [data-go]").nth(1).click()
    expect(candidate.heading(20)).to_be_visible()
    expect(page.locator("[data-flag-question]")).to_have_attribute("aria-pressed", "true")
    candidate.expect_saved()
    struck = {position: struck for position, _, _, struck in candidate.stored(10, 11)}
    assert struck == {10: [3], 11: [2]}
    assert all(len(chosen) >= 1 for _, chosen, _, _ in candidate.stored(*range(1, 66)))

    candidate.review()
    page.locator("[data-end-exam]").click()
    expect(page.locator("#end-unanswered")).to_have_text("0")
    expect(page.locator("#end-flagged")).to_have_text("3")
    page.locator("[data-end]").click()
    page.wait_for_url("**/report")

    attempt = candidate.attempt
    expect(page.locator("h1[data-headline]")).to_be_visible()
    expect(page.get_by_text("Data Engineering").first).to_be_visible()
    page.get_by_role("link", name="Flagged and wrong 3").click()
    page.locator("#show-all").click()
    expect(page.locator("[id^=question-]")).to_have_count(65)
    expect(page.get_by_text("Why A is").first).to_be_visible()
    page.goto("/attempts/")
    expect(page.locator(f"a[href='/attempts/{attempt}/report']").first).to_be_visible()
