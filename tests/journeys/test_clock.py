"""The time runs on the server; the room's countdown follows it.

Hours pass by the browser's clock, which a journey can turn on, so that no journey has to be quicker than an exam's end.
"""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.candidate import Candidate, wake

pytestmark = pytest.mark.journey


@pytest.fixture
def expected_complaints() -> list[str]:
    return ["net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED", "fetching the script"]


def test_when_the_time_runs_out_the_room_hands_in_with_what_was_unsent(candidate: Candidate, page: Page):
    page.clock.install()
    candidate.start_afresh()
    candidate.expect_saved()
    page.route(re.compile("/(responses|state)"), lambda route: route.abort())
    candidate.answer(1)
    expect(page.locator("[data-save-sign] [data-words]")).to_have_text("Offline: 1 change kept on this device")
    page.route("**/hand-in", lambda route: [candidate.let_time_run_out(), route.continue_()])
    page.clock.fast_forward("03:00:00")
    page.wait_for_url("**/report")
    assert candidate.stored(1)[0][1]
    assert candidate.site.query("SELECT ending FROM exams_attempt WHERE id = %s", candidate.attempt) == [("clock",)]
    page.get_by_role("button", name="Open my report").click()
    expect(page.locator("h1[data-headline]")).to_be_visible()


def test_a_room_that_slept_through_an_extension_goes_on(candidate: Candidate, page: Page):
    page.clock.install()
    candidate.start_afresh()
    candidate.expect_saved()
    page.context.set_offline(True)
    page.clock.fast_forward("03:00:00")
    expect(page.locator("#cover")).to_contain_text("Time is up")
    candidate.site.query(
        "INSERT INTO exams_adjustment (attempt_id, seconds, reason, made_at) VALUES (%s, 900, 'fire alarm', now())",
        candidate.attempt,
    )
    candidate.site.query(
        "UPDATE exams_attempt SET deadline = deadline + interval '15 minutes' WHERE id = %s", candidate.attempt
    )
    candidate.let_time_pass(180)
    page.context.set_offline(False)
    expect(page.locator("#countdown")).to_have_text(re.compile(r"^1[0-4]:\d\d$"))
    expect(page.locator("#cover")).to_be_hidden()
    expect(page.get_by_text("fire alarm").first).to_be_visible()
    candidate.answer(1)
    candidate.expect_saved()
    assert candidate.stored(1)[0][1]


def test_with_the_browser_closed_the_sweep_hands_in_and_scores(candidate: Candidate, page: Page):
    candidate.start_afresh()
    attempt = candidate.attempt
    page.close()
    candidate.let_time_pass(180 + 16 / 60, attempt)
    candidate.site.wait_until("SELECT 1 FROM scoring_report WHERE attempt_id = %s", attempt)


EMPTY_BATTERY = """() => {
  window.Date = class extends Date { constructor() { super(0); } static now() { return 0; } };
}"""


def test_a_changed_clock_of_the_computer_changes_nothing(candidate: Candidate, page: Page):
    candidate.start_afresh()
    before = page.locator("#countdown").inner_text()
    page.evaluate(EMPTY_BATTERY)
    wake(page)
    candidate.answer(1)
    candidate.expect_saved()
    before = candidate.seconds_left()
    hours, minutes, seconds = map(int, page.locator("#countdown").inner_text().split(":"))
    after = candidate.seconds_left()
    assert after - 60 < 3600 * hours + 60 * minutes + seconds < before + 60


def test_the_time_left_is_announced_and_a_hidden_countdown_comes_back_at_five_minutes(candidate: Candidate, page: Page):
    candidate.start_afresh()
    page.locator("[data-countdown-switch]").click()
    announced = page.locator("#announce-assertive")
    for minutes, passed in ((30, 150 + 1 / 60), (10, 20)):
        candidate.let_time_pass(passed)
        wake(page)
        expect(announced).to_contain_text(f"{minutes} minutes left")
        expect(page.locator("#countdown")).to_be_hidden()
    candidate.let_time_pass(5)
    wake(page)
    expect(page.locator("#countdown")).to_be_visible()
    expect(announced).to_contain_text("5 minutes left")
    candidate.let_time_pass(4)
    wake(page)
    expect(announced).to_contain_text("1 minute left")
