"""Answers that wait on a device while another device, or the clock, is quicker."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.candidate import Candidate

pytestmark = pytest.mark.journey


@pytest.fixture
def expected_complaints() -> list[str]:
    return ["net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED", "fetching the script", "status of 409"]


def wake(page: Page) -> None:
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_an_offline_answer_beside_another_devices_is_for_the_candidate_to_choose(
    candidate: Candidate, page: Page, new_context
):
    candidate.start_afresh()
    elsewhere = new_context().new_page()
    candidate.log_in(elsewhere)
    elsewhere.goto(page.url)
    there = Candidate(elsewhere, candidate.site)
    mine, theirs, undecided = (position for (position,) in candidate.site.query(
        "SELECT position FROM exams_response WHERE attempt_id = %s AND choose = 1 ORDER BY 1 LIMIT 3", candidate.attempt
    ))  # fmt: skip
    page.context.set_offline(True)
    for _ in range(4):
        there.flag()
    for position in (mine, theirs, undecided):
        candidate.go_to(position)
        candidate.choose(position, 0)
        there.go_to(position)
        there.choose(position, 1)
    there.expect_saved()
    page.context.set_offline(False)
    dialog = page.locator("#conflict-dialog")
    for position, side in ((mine, "mine"), (theirs, "theirs")):
        expect(dialog.locator("[data-position]")).to_have_text(str(position))
        expect(dialog.locator("[data-keep=mine] [data-letters]")).to_have_text("A")
        expect(dialog.locator("[data-keep=theirs] [data-letters]")).to_have_text("B")
        dialog.locator(f"[data-keep={side}]").click()
    expect(dialog.locator("[data-position]")).to_have_text(str(undecided))
    candidate.site.wait_until(
        "SELECT 1 FROM exams_response WHERE attempt_id = %s AND position = %s AND chosen = '{0}'",
        candidate.attempt, mine,
    )  # fmt: skip
    expect(candidate.option(theirs, 1)).to_be_checked()

    candidate.let_time_pass(181)
    wake(page)
    expect(page.locator("#cover")).to_contain_text("Another device had overtaken 1 change here")
    expect(page.locator("#cover")).not_to_contain_text("late work")
    assert [chosen for _, chosen, _, _ in candidate.stored(mine, theirs, undecided)] == [[0], [1], [1]]
    assert candidate.site.query("SELECT 1 FROM exams_latework WHERE attempt_id = %s", candidate.attempt) == []


def test_an_offline_answer_is_asked_about_also_when_the_room_is_loaded_again_first(
    candidate: Candidate, page: Page, new_context
):
    candidate.start_afresh()
    candidate.expect_saved()
    position = next(position for position in range(1, 66) if candidate.how_many(position) == 1)
    candidate.go_to(position)
    page.context.set_offline(True)
    candidate.choose(position, 0)
    expect(page.locator("[data-save-sign]")).to_contain_text("1 change kept on this device")
    elsewhere = new_context().new_page()
    candidate.log_in(elsewhere)
    elsewhere.goto(f"/attempts/{candidate.attempt}/")
    there = Candidate(elsewhere, candidate.site)
    there.go_to(position)
    for _ in range(2):
        there.flag()
    there.choose(position, 1)
    there.expect_saved()
    # Closed while offline, and opened again where there is network.
    room, context = page.url, page.context
    page.close()
    context.set_offline(False)
    candidate.page = context.new_page()
    candidate.page.goto(room)
    dialog = candidate.page.locator("#conflict-dialog")
    expect(dialog.locator("[data-keep=mine] [data-letters]")).to_have_text("A")
    expect(dialog.locator("[data-keep=theirs] [data-letters]")).to_have_text("B")
    dialog.locator("[data-keep=mine]").click()
    candidate.expect_saved()
    expect(candidate.option(position, 0)).to_be_checked()
    assert candidate.stored(position)[0][1] == [0]


def test_unsent_answers_leave_as_a_file_and_come_back_from_another_machine(
    candidate: Candidate, page: Page, new_context, tmp_path
):
    candidate.start_afresh()
    page.route("**/responses", lambda route: route.abort())
    candidate.answer(1)
    candidate.let_time_pass(181)
    wake(page)
    with page.expect_download() as saving:
        page.locator("#cover [data-download]").click()
    saving.value.save_as(tmp_path / saving.value.suggested_filename)
    elsewhere = new_context().new_page()
    candidate.log_in(elsewhere)
    elsewhere.goto(f"/attempts/{candidate.attempt}/report")
    elsewhere.locator("input[type=file][name=answers]").set_input_files(
        tmp_path / f"unsent-answers-attempt-{candidate.attempt}.json"
    )
    elsewhere.locator("input[type=file][name=answers]").evaluate("field => field.form.requestSubmit()")
    expect(elsewhere.get_by_text("1 received as late work")).to_be_visible()
