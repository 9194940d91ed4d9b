"""One candidate, several windows."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.candidate import Candidate, wake

pytestmark = pytest.mark.journey


def test_an_answer_in_one_tab_shows_in_the_other_at_once(candidate: Candidate, page: Page):
    candidate.start_afresh()
    other = Candidate(page.context.new_page(), candidate.site)
    other.page.goto(page.url)
    candidate.choose(1, 0)
    expect(other.option(1, 0)).to_be_checked()
    other.go_to(2)
    other.answer(2)
    candidate.go_to(2)
    expect(candidate.option(2, 0)).to_be_checked()
    other.go_to(1)
    other.choose(1, 1)
    for tab in (candidate, other):
        tab.expect_saved()
    assert 1 in candidate.stored(1)[0][1]


def test_starting_in_a_second_tab_resumes_the_same_attempt(candidate: Candidate, page: Page):
    candidate.sign_up()
    second = page.context.new_page()
    for tab in (page, second):
        tab.goto("/exams/MLS-C01/")
    for tab in (page, second):
        tab.get_by_role("button", name="Start exam").click()
        tab.wait_for_url("**/attempts/*/**")
    assert Candidate(second, candidate.site).attempt == candidate.attempt


def test_everything_is_there_on_another_machine(candidate: Candidate, page: Page, new_context):
    candidate.start_afresh()
    candidate.answer(1)
    candidate.flag()
    candidate.expect_saved()
    elsewhere = new_context().new_page()
    candidate.log_in(elsewhere)
    elsewhere.get_by_role("link", name="Go on with it").click()
    there = Candidate(elsewhere, candidate.site)
    there.go_to(1)
    expect(there.option(1, 0)).to_be_checked()
    expect(elsewhere.locator("[data-flag-question]")).to_have_attribute("aria-pressed", "true")


def test_an_edit_that_another_device_has_overtaken_is_stamped_anew_and_kept(
    candidate: Candidate, page: Page, new_context
):
    candidate.start_afresh()
    elsewhere = new_context().new_page()
    candidate.log_in(elsewhere)
    elsewhere.goto(page.url)
    there = Candidate(elsewhere, candidate.site)
    for _ in range(4):
        there.flag()
    there.expect_saved()
    candidate.choose(1, 3)
    candidate.expect_saved()
    assert 3 in candidate.stored(1)[0][1]


@pytest.fixture
def expected_complaints() -> list[str]:
    return ["net::ERR_INTERNET_DISCONNECTED", "fetching the script", "status of 401", "status of 403", "status of 409"]


def test_after_a_new_log_in_in_another_tab_the_room_goes_on_by_itself(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.expect_saved()
    page.context.clear_cookies()
    candidate.choose(1, 0)
    expect(page.locator("#login-dialog")).to_be_visible()
    expect(page.locator("[data-save-sign] [data-words]")).to_have_text("Not logged in: 1 change kept on this device")
    assert candidate.stored(1)[0][1] == []
    candidate.log_in(page.context.new_page())
    expect(page.locator("#login-dialog")).to_be_hidden()
    candidate.expect_saved()
    assert candidate.stored(1)[0][1] == [0]


def test_a_room_that_is_opened_in_another_tab_after_a_new_log_in_brings_the_first_one_back(
    candidate: Candidate, page: Page
):
    candidate.start_afresh()
    candidate.expect_saved()
    page.context.clear_cookies()
    wake(page)
    expect(page.locator("#login-dialog")).to_be_visible()
    candidate.page = page.context.new_page()
    candidate.log_in()
    candidate.page.goto(page.url)
    candidate.choose(1, 0)
    candidate.expect_saved()
    expect(page.locator("#login-dialog")).to_be_hidden()
    expect(Candidate(page, candidate.site).option(1, 0)).to_be_checked()


def test_a_room_whose_exam_was_ended_elsewhere_says_so_and_leads_to_the_report(
    candidate: Candidate, page: Page, new_context
):
    candidate.start_afresh()
    candidate.expect_saved()
    elsewhere = new_context().new_page()
    candidate.log_in(elsewhere)
    elsewhere.goto(page.url)
    page.context.set_offline(True)
    candidate.choose(1, 0)
    Candidate(elsewhere, candidate.site).end()
    page.context.set_offline(False)
    expect(page.locator("#cover")).to_contain_text("ended in another window")
    expect(page.locator("#cover")).to_contain_text("1 change here had not been sent")
    expect(page.locator("#cover [data-report]")).to_be_focused()


def test_another_person_on_the_same_machine_neither_sees_nor_sends_what_was_left(candidate: Candidate, page: Page):
    candidate.start_afresh()
    room = page.url
    page.context.set_offline(True)
    candidate.answer(1)
    context = page.context
    context.clear_cookies()
    page.close()
    context.set_offline(False)
    stranger = Candidate(context.new_page(), candidate.site)
    stranger.start_afresh()
    expect(stranger.question(1).locator("input:checked")).to_have_count(0)
    stranger.answer(1)
    stranger.expect_saved()
    assert candidate.site.query(
        "SELECT count(*) FROM exams_response WHERE attempt_id = %s AND counter > 0",
        int(room.split("/attempts/")[1].split("/")[0]),
    ) == [(0,)]
