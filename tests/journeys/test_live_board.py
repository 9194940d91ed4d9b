"""An instructor looks on and acts while somebody sits: the exam room shows it by itself."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys import sat_together
from tests.journeys.candidate import Candidate
from tests.journeys.conftest import NARROW
from tests.patience import eventually

pytestmark = pytest.mark.journey
# A room of a sitting asks for the time every 8 seconds.
WITHIN_MS = 10_000


@pytest.fixture
def expected_complaints() -> list[str]:
    return ["status of 409", "net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED", "fetching the script"]


@pytest.fixture
def instructor(new_context, site) -> Candidate:
    somebody = Candidate(new_context(bypass_csp=True).new_page(), site)
    somebody.sign_up()
    return somebody


@pytest.fixture
def sitting(instructor, candidate, site) -> int:
    """A sitting whose candidate is in the exam room, and whose instructor looks at the board."""
    candidate.sign_up()
    made = sat_together.schedule(site, instructor, candidate, break_minutes=10)
    sat_together.start(candidate, made)
    instructor.page.goto(f"/sittings/{made}/live")
    return made


def watch(instructor: Candidate) -> Page:
    instructor.page.get_by_role("link", name="Act on the attempt").click()
    expect(instructor.page.locator("#watched form").first).to_be_visible()
    return instructor.page


def give(page: Page, heading: str, reason: str, button: str) -> None:
    form = page.locator("#watched").get_by_role("form", name=heading, exact=True)
    form.get_by_label("Reason").fill(reason)
    form.get_by_role("button", name=button).click()


def test_more_time_shows_in_the_room_within_ten_seconds(instructor: Candidate, candidate: Candidate, sitting: int):
    give(watch(instructor), "More time", "Fire alarm", "Give more time")
    expect(instructor.page.get_by_text("15 minutes more")).to_be_visible()
    notice = candidate.page.get_by_text("15 minutes were added: Fire alarm.").first
    expect(notice).to_be_visible(timeout=WITHIN_MS)
    expect(candidate.page.locator("#countdown")).to_have_text(re.compile(r"^3:1[45]:"))


def test_a_pause_covers_the_paper_and_its_end_uncovers_it_where_it_was(
    instructor: Candidate, candidate: Candidate, sitting: int
):
    room = candidate.page
    candidate.go_to(5)
    candidate.expect_saved()
    room.context.set_offline(True)
    candidate.answer(5)
    give(watch(instructor), "Stop the clock", "Fire alarm", "Stop the clock")
    expect(instructor.page.locator("tr").get_by_text("Clock stands")).to_be_visible()
    room.context.set_offline(False)
    expect(room.locator("#pause-dialog")).to_contain_text("An instructor has stopped it: Fire alarm.")
    expect(candidate.question(5)).to_be_hidden()
    candidate.expect_saved()
    assert candidate.stored(5)[0][1]
    stands = room.locator("#pause-dialog [data-time-left]").inner_text()
    give_way = watch(instructor).locator("#watched")
    give_way.get_by_role("button", name="Let the clock run").click()
    expect(room.locator("#pause-dialog")).to_be_hidden(timeout=WITHIN_MS)
    expect(candidate.heading(5)).to_be_visible()
    assert re.match(r"\d:\d\d:\d\d", stands)
    room.reload()
    expect(candidate.heading(5)).to_be_visible()


def test_a_reload_in_a_pause_waits_without_the_paper_and_comes_back_by_itself(
    instructor: Candidate, candidate: Candidate, sitting: int
):
    give(watch(instructor), "Stop the clock", "Fire alarm", "Stop the clock")
    expect(candidate.page.locator("#pause-dialog")).to_be_visible(timeout=WITHIN_MS)
    candidate.page.reload()
    expect(candidate.page.get_by_role("heading", name="The clock stands")).to_be_visible()
    assert candidate.page.locator("article").count() == 0
    instructor.page.get_by_role("button", name="Let all clocks run").click()
    expect(candidate.heading(1)).to_be_visible(timeout=WITHIN_MS)


# Whether the room's page, and in its kept state that the clock stands, can be loaded again without network.
KEEPS_PAUSE = """async () => {
  await navigator.serviceWorker.ready;
  const state = await caches.match(`${location.pathname}state`, { ignoreVary: true });
  return Boolean(state && (await state.json()).paused && (await caches.match(location.pathname, { ignoreVary: true })));
}"""


def test_a_kept_room_that_is_loaded_again_offline_still_covers_the_paper(
    instructor: Candidate, candidate: Candidate, sitting: int
):
    give(watch(instructor), "Stop the clock", "Fire alarm", "Stop the clock")
    expect(candidate.page.locator("#pause-dialog")).to_be_visible(timeout=WITHIN_MS)
    assert eventually(lambda: candidate.page.evaluate(KEEPS_PAUSE))
    candidate.page.context.set_offline(True)
    candidate.page.reload()
    expect(candidate.page.locator("#pause-dialog")).to_contain_text("Fire alarm")
    expect(candidate.question(1)).to_be_hidden()
    instructor.page.get_by_role("button", name="Let all clocks run").click()
    candidate.page.context.set_offline(False)
    expect(candidate.heading(1)).to_be_visible()


def test_a_room_that_could_not_hear_of_a_pause_goes_on_and_is_covered_once_it_is_back(
    instructor: Candidate, candidate: Candidate, sitting: int
):
    room = candidate.page
    candidate.expect_saved()
    candidate.expect_room_kept()
    room.context.set_offline(True)
    give(watch(instructor), "Stop the clock", "Fire alarm", "Stop the clock")
    expect(instructor.page.locator("tr").get_by_text("Clock stands")).to_be_visible()
    room.reload()
    expect(candidate.heading(1)).to_be_visible()
    candidate.answer(1)
    expect(room.locator("[data-save-sign]")).to_contain_text("1 change kept on this device")
    room.context.set_offline(False)
    expect(room.locator("#pause-dialog")).to_contain_text("An instructor has stopped it: Fire alarm.")
    expect(candidate.question(1)).to_be_hidden()
    candidate.expect_saved()
    assert candidate.stored(1)[0][1]


def test_a_break_is_taken_and_ended_by_the_candidate(instructor: Candidate, candidate: Candidate, sitting: int):
    room = candidate.page
    room.get_by_role("button", name="Break", exact=True).click()
    expect(room.locator("#break-dialog")).to_contain_text("10 minutes")
    room.get_by_role("button", name="Take a break").click()
    expect(room.get_by_role("heading", name="You are on a break")).to_be_visible()
    expect(instructor.page.locator("tr").get_by_text("On a break")).to_be_visible(timeout=WITHIN_MS)
    room.get_by_role("button", name="Go on with the exam").click()
    expect(room.locator("#pause-dialog")).to_be_hidden()
    candidate.answer(1)
    candidate.expect_saved()


def test_somebody_who_is_handed_in_is_told_by_whom_and_why(instructor: Candidate, candidate: Candidate, sitting: int):
    give(watch(instructor), "Hand in", "Left the room", "Hand in for them")
    expect(instructor.page.locator("tr").get_by_text("by an instructor")).to_be_visible()
    cover = candidate.page.locator("#cover")
    expect(cover).to_contain_text("Handed in by an instructor of Tuesday group: Left the room.", timeout=WITHIN_MS)
    cover.get_by_role("link", name="Go to the report").click()
    expect(candidate.page.get_by_role("heading", name="What was decided")).to_be_visible()


def test_a_refresh_keeps_the_focus_and_what_is_being_written(instructor: Candidate, candidate: Candidate, sitting: int):
    page = instructor.page
    watch(instructor)
    page.locator("#watched").get_by_label("Reason").first.fill("Half a reas")
    link = page.get_by_role("link", name="Act on the attempt")
    link.focus()
    before = page.locator("#board caption .tabular").inner_text()
    expect(page.locator("#board caption .tabular")).not_to_have_text(before)
    expect(link).to_be_focused()
    expect(page.locator("#watched").get_by_label("Reason").first).to_have_value("Half a reas")


@pytest.mark.parametrize(("scheme", "viewport"), [("light", None), ("dark", NARROW)])
def test_the_board_has_no_barrier(instructor: Candidate, candidate: Candidate, sitting: int, scheme, viewport):
    page = watch(instructor)
    page.emulate_media(color_scheme=scheme)
    if viewport:
        page.set_viewport_size(viewport)
    expect_no_barrier(page)
    page.goto(page.get_by_role("link", name="Act on the attempt").get_attribute("href"))
    expect_no_barrier(page)


def expect_no_barrier(page: Page) -> None:
    found = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]
    assert [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
