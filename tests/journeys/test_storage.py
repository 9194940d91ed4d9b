"""A browser that stores nothing, or nothing more: the server keeps what is given, and the candidate is told so."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.candidate import Candidate

pytestmark = pytest.mark.journey

FULL = """
const refuse = () => { throw new DOMException("full", "QuotaExceededError"); };
Storage.prototype.setItem = refuse;
Cache.prototype.put = Cache.prototype.addAll = async () => refuse();
"""
# As where a browser keeps a site from all storage: already to ask for it is an error.
FORBIDDEN = """
for (const name of ["localStorage", "caches"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });
}
Object.defineProperty(navigator, "serviceWorker", { get() { throw new DOMException("denied", "SecurityError"); } });
"""
FILL = """() => {
  for (let size = 1 << 22; size >= 1; size >>= 1) {
    try { while (true) localStorage.setItem(`filler ${Math.random()}`, "x".repeat(size)); } catch { continue; }
  }
}"""


@pytest.fixture
def expected_complaints() -> list[str]:
    return ["net::ERR_INTERNET_DISCONNECTED"]


@pytest.mark.parametrize("storage", [FULL, FORBIDDEN], ids=["full", "forbidden"])
def test_without_storage_a_banner_says_so_and_answers_go_straight_to_the_server(
    candidate: Candidate, page: Page, storage: str
):
    page.add_init_script(storage)
    candidate.start_afresh()
    candidate.answer(1)
    banner = page.locator("#notices [data-about=storage]")
    expect(banner).to_contain_text("This browser stores nothing, so your answers are kept by the server alone.")
    candidate.expect_saved()
    assert candidate.stored(1)[0][1]
    page.context.set_offline(True)
    candidate.next()
    candidate.answer(2)
    expect(page.locator("[data-save-sign]")).to_contain_text("Offline: 1 change kept in this page only")
    expect_to_be_asked_before_it_closes(page)
    page.context.set_offline(False)
    candidate.expect_saved()
    assert candidate.stored(2)[0][1]
    page.reload()
    expect(candidate.option(2, 0)).to_be_checked()


def test_storage_that_fills_up_in_mid_exam_costs_no_answer(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.expect_saved()
    # Which is no help to what this page alone holds.
    candidate.expect_room_kept()
    page.context.set_offline(True)
    candidate.answer(1)
    page.evaluate(FILL)
    for position in (2, 3):
        candidate.next()
        candidate.answer(position)
    expect(page.locator("#notices [data-about=storage]")).to_be_visible()
    expect(page.locator("[data-save-sign]")).to_contain_text("3 changes kept in this page only")
    expect_to_be_asked_before_it_closes(page)
    page.context.set_offline(False)
    candidate.expect_saved()
    assert all(chosen for _, chosen, _, _ in candidate.stored(1, 2, 3))
    page.evaluate("localStorage.clear()")
    page.reload()
    candidate.go_to(3)
    expect(candidate.option(3, 0)).to_be_checked()


def expect_to_be_asked_before_it_closes(page: Page) -> None:
    with page.expect_event("dialog") as asking:
        page.close(run_before_unload=True)
    assert asking.value.type == "beforeunload"
    asking.value.dismiss()
