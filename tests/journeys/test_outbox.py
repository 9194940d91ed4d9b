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
