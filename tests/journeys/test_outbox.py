"""The outbox's own promises, asked of its modules in a browser."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.candidate import Candidate, wake

pytestmark = pytest.mark.journey

TWO_TABS = """async () => {
  const { Store } = await import("/static/js/room/store.js");
  const [here, there] = [new Store(9, 9), new Store(9, 9)];
  const older = { position: 1, counter: 1, device: "a".repeat(16), chosen: [0], edited: true };
  const newer = { position: 1, counter: 2, device: "b".repeat(16), chosen: [1], edited: true };
  here.keep(older);
  const asSeenLate = { ...localStorage };
  there.keep(newer);
  Object.assign(localStorage, asSeenLate);
  here.release(older);
  const left = there.entries().map(({ chosen }) => chosen);
  there.release(newer);
  return [left, there.entries().length];
}"""


UNREADABLE = """attempt => {
  const { candidate } = JSON.parse(document.getElementById("room").textContent);
  const stamp = { position: 2, counter: 9, device: "b".repeat(16) };
  const entry = { ...stamp, chosen: [99], flagged: false, struck: [], seconds: 1, edited: true };
  localStorage.setItem(`rehearsal:${candidate}:${attempt}:2:9:${stamp.device}`, JSON.stringify(entry));
}"""


@pytest.fixture
def service_workers() -> str:
    return "block"


@pytest.fixture
def expected_complaints() -> list[str]:
    return ["status of 400", "status of 409", "status of 413", "net::ERR_FAILED"]


def test_a_tab_that_sees_another_tabs_write_late_does_not_remove_it(page: Page):
    page.goto("/")
    assert page.evaluate(TWO_TABS) == [[[1]], 0]


def test_an_edit_that_is_lost_from_the_devices_storage_is_put_back_and_saved(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.choose(1, 0)
    page.evaluate("localStorage.clear()")
    wake(page)
    candidate.site.wait_until(
        "SELECT 1 FROM exams_response WHERE attempt_id = %s AND position = 1 AND chosen = '{0}'", candidate.attempt
    )
    candidate.expect_saved()
    expect(candidate.option(1, 0)).to_be_checked()


def test_a_refusal_that_is_not_the_applications_own_is_a_lost_line(candidate: Candidate, page: Page):
    candidate.start_afresh()
    page.route("**/responses", lambda route: route.fulfill(status=413, content_type="text/html", body="Too large"))
    candidate.choose(1, 0)
    expect(page.locator("[data-save-sign]")).to_contain_text("1 change kept on this device")
    page.unroute("**/responses")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    candidate.expect_saved()
    assert candidate.stored(1)[0][1]


def test_an_unreadable_record_costs_no_other_its_way_when_time_is_up(candidate: Candidate, page: Page):
    candidate.start_afresh()
    is_open = []
    page.on("request", lambda request: request.url.endswith("/hand-in") and is_open.append(True))
    page.route("**/responses", lambda route: route.continue_() if is_open else route.abort())
    candidate.choose(1, 0)
    page.evaluate(UNREADABLE, candidate.attempt)
    candidate.let_time_pass(180 - 3 / 60)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#cover [data-download]")).to_be_visible(timeout=30_000)
    expect(page.locator("#cover")).to_contain_text("what the server had kept counts")
    arrived = candidate.site.query(
        "SELECT 1 FROM exams_response WHERE attempt_id = %s AND position = 1 AND chosen = '{0}' "
        "UNION SELECT 1 FROM exams_latework WHERE attempt_id = %s AND position = 1",
        candidate.attempt, candidate.attempt,
    )  # fmt: skip
    assert arrived == [(1,)]
