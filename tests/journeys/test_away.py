"""A candidate is away from the network for long, or a tab or the whole browser goes down meanwhile."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests import chromium
from tests.journeys.candidate import Candidate
from tests.journeys.conftest import FLAGS, WIDE
from tests.patience import eventually

pytestmark = pytest.mark.journey
NEVER_REACHED = "The server cannot be reached. All that the server has kept is handed in by itself."


@pytest.fixture
def expected_complaints() -> list[str]:
    return ["net::ERR_INTERNET_DISCONNECTED", "fetching the script", "status of 409"]


@pytest.fixture
def restart(browser: Browser, site, tmp_path) -> Iterator[Callable[[], BrowserContext]]:
    """Start a browser of one's own, each time on the same disk."""
    running = []

    def start() -> BrowserContext:
        running.append(browser.browser_type.launch_persistent_context(
            tmp_path / "profile", executable_path=chromium.find(), args=FLAGS, base_url=site.url, viewport=WIDE
        ))  # fmt: skip
        return running[-1]

    yield start
    running[-1].close()


def offline_beyond_the_deadline(candidate: Candidate, page: Page) -> None:
    """Question 1 is answered and saved; question 2 is answered offline, an hour before an exam ends unseen."""
    page.clock.install()
    candidate.start_afresh()
    candidate.answer(1)
    candidate.expect_saved()
    page.context.set_offline(True)
    candidate.next()
    candidate.answer(2)
    candidate.let_time_pass(240)
    page.clock.fast_forward("04:00:00")
    page.clock.fast_forward("00:06")
    expect(page.locator("#cover")).to_contain_text(NEVER_REACHED)
    expect(page.locator("#cover")).to_contain_text("This device keeps 1 unsent change")


def late_work(candidate: Candidate) -> list[tuple[int]]:
    return candidate.site.query("SELECT position FROM exams_latework WHERE attempt_id = %s", candidate.attempt)


def test_half_an_hour_offline_costs_nothing_but_the_time(candidate: Candidate, page: Page):
    page.clock.install()
    candidate.start_afresh()
    candidate.expect_saved()
    page.context.set_offline(True)
    for position in (1, 2):
        candidate.answer(position)
        candidate.next()
    candidate.let_time_pass(30)
    page.clock.fast_forward("30:00")
    candidate.answer(3)
    expect(page.locator("[data-save-sign]")).to_contain_text("Offline: 3 changes kept on this device")
    expect(page.locator("#countdown")).to_have_text(re.compile(r"^2:2\d:"))
    page.context.set_offline(False)
    candidate.expect_saved()
    assert all(chosen for _, chosen, _, _ in candidate.stored(1, 2, 3))
    expect(page.locator("#countdown")).to_have_text(re.compile(r"^2:2\d:"))
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_back_an_hour_after_the_deadline_what_waited_is_late_work(candidate: Candidate, page: Page):
    offline_beyond_the_deadline(candidate, page)
    page.context.set_offline(False)
    cover = page.locator("#cover")
    expect(cover).to_contain_text("1 change had not reached the server in time")
    expect(cover).to_contain_text("received it as late work: it does not change your score")
    assert [bool(chosen) for _, chosen, _, _ in candidate.stored(1, 2)] == [True, False]
    assert late_work(candidate) == [(2,)]


def test_once_the_report_was_opened_elsewhere_what_waited_is_refused_and_left_to_the_candidate(
    candidate: Candidate, page: Page, new_context, tmp_path
):
    offline_beyond_the_deadline(candidate, page)
    elsewhere = new_context().new_page()
    candidate.log_in(elsewhere)
    elsewhere.goto(f"/attempts/{candidate.attempt}/report")
    elsewhere.get_by_role("button", name="Open my report").click()
    expect(elsewhere.locator("h1[data-headline]")).to_be_visible()
    page.context.set_offline(False)
    cover = page.locator("#cover")
    expect(cover).to_contain_text("Late work is not taken any more, so what the server had kept counts.")
    with page.expect_download() as saving:
        cover.locator("[data-download]").click()
    saving.value.save_as(tmp_path / "unsent.json")
    assert '"position": 2' in (tmp_path / "unsent.json").read_text()
    assert late_work(candidate) == []
    cover.locator("[data-report]").click()
    expect(page.get_by_text("This browser still holds")).to_be_visible()
    page.get_by_role("button", name="Remove from this device").click()
    page.reload()
    expect(page.locator("h1[data-headline]")).to_be_visible()
    expect(page.get_by_text("This browser still holds")).to_be_hidden()


def test_a_second_tab_that_is_opened_offline_goes_on_where_the_first_one_is(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.expect_saved()
    candidate.expect_room_kept()
    context = page.context
    context.set_offline(True)
    candidate.answer(1)
    second = Candidate(context.new_page(), candidate.site)
    second.page.goto(page.url.split("#")[0])
    second.go_to(1)
    expect(second.option(1, 0)).to_be_checked()
    second.go_to(2)
    second.answer(2)
    candidate.go_to(2)
    expect(candidate.option(2, 0)).to_be_checked()
    candidate.go_to(3)
    candidate.answer(3)
    expect(second.page.locator("[data-save-sign]")).to_contain_text("3 changes kept on this device")
    page.close()
    context.set_offline(False)
    second.expect_saved()
    assert all(chosen for _, chosen, _, _ in second.stored(1, 2, 3))


def test_a_tab_that_crashes_offline_comes_back_with_the_answer_of_that_moment(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.expect_saved()
    candidate.expect_room_kept()
    room, context = page.url, page.context
    context.set_offline(True)
    candidate.answer(1)
    with page.expect_event("crash"), pytest.raises(Error, match=r"ERR_ABORTED|crashed"):
        page.goto("chrome://crash")
    page.close()
    candidate.page = context.new_page()
    candidate.page.goto(room)
    expect(candidate.option(1, 0)).to_be_checked()
    context.set_offline(False)
    candidate.expect_saved()
    assert candidate.stored(1)[0][1]


def test_a_browser_that_crashes_offline_starts_again_with_every_answer(restart, site, tmp_path):
    context = restart()
    candidate = Candidate(context.new_page(), site)
    candidate.start_afresh()
    candidate.expect_saved()
    candidate.expect_room_kept()
    room, cookies = candidate.page.url, context.cookies()
    context.set_offline(True)
    candidate.answer(1)
    # Chromium gathers what pages store for some seconds, and writes it then.
    assert eventually(lambda: b":1:1:" in stored_on(tmp_path / "profile"))
    with pytest.raises(Error, match="closed"):
        context.new_cdp_session(candidate.page).send("Browser.crash")
    context = restart()
    context.add_cookies(cookies)
    context.set_offline(True)
    candidate.page = context.new_page()
    candidate.page.goto(room)
    expect(candidate.option(1, 0)).to_be_checked()
    context.set_offline(False)
    candidate.expect_saved()
    assert candidate.stored(1)[0][1]


def stored_on(profile: Path) -> bytes:
    return b"".join(file.read_bytes() for file in (profile / "Default/Local Storage/leveldb").glob("*.log"))
