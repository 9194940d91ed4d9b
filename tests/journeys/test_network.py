"""The network goes away, and what the candidate did stays."""

import hashlib
import io

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.journeys.candidate import Candidate, wake
from tests.patience import eventually

pytestmark = pytest.mark.journey


CLOSED = "status of 409"


# Whether the room, and in it this answer to the first question, can be loaded again without network.
KEEPS = """async option => {
  const { active } = await navigator.serviceWorker.ready;
  const kept = (url) => caches.match(url, { ignoreVary: true });
  const [page, state] = [await kept(location.pathname), await kept(`${location.pathname}state`)];
  if (!active || !page || !state) return false;
  const { responses } = await state.json();
  return responses.some(({ position, chosen }) => position === 1 && chosen.includes(option));
}"""


@pytest.fixture
def expected_complaints() -> list[str]:
    return [
        "net::ERR_INTERNET_DISCONNECTED",
        "fetching the script",
        "status of 401",
        "status of 403",
        f"/pictures/{'0' * 64}",
        CLOSED,
    ]


def test_answers_given_offline_are_kept_on_the_device_and_sent_when_the_line_is_back(candidate: Candidate, page: Page):
    candidate.start_afresh()
    page.context.set_offline(True)
    for position in (1, 2, 3):
        candidate.answer(position)
        candidate.next()
    expect(page.locator("[data-save-sign]")).to_contain_text("3 changes kept on this device")
    assert [chosen for _, chosen, _, _ in candidate.stored(1, 2, 3)] == [[], [], []]
    page.context.set_offline(False)
    candidate.expect_saved()
    assert all(chosen for _, chosen, _, _ in candidate.stored(1, 2, 3))


def test_a_reload_while_offline_shows_the_room_with_every_answer(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.answer(1)
    candidate.expect_saved()
    assert eventually(lambda: page.evaluate(KEEPS, 0))
    page.context.set_offline(True)
    candidate.next()
    candidate.answer(2)
    page.reload()
    expect(candidate.heading(2)).to_be_visible()
    expect(candidate.option(2, 0)).to_be_checked()
    candidate.go_to(1)
    expect(candidate.option(1, 0)).to_be_checked()
    page.context.set_offline(False)
    candidate.expect_saved()
    assert all(chosen for _, chosen, _, _ in candidate.stored(1, 2))


# A picture, linked to the wording that stands at a position; and that wording shows it, beside one that is not there.
STORE_PICTURE = """
WITH shown AS (
  INSERT INTO questions_picture (digest, media_type, content) VALUES (%s, 'image/png', %s) RETURNING id
), asked AS (
  UPDATE questions_revision SET stem = stem || %s, stem_html = stem_html || %s WHERE id = %s RETURNING id
)
INSERT INTO questions_picture_revisions (picture_id, revision_id) SELECT shown.id, asked.id FROM shown, asked
"""
FORGET = "async () => Promise.all((await caches.keys()).map((name) => caches.delete(name)))"
IS_DRAWN = "picture => picture.complete && picture.naturalWidth === 6"


def test_a_reload_while_offline_shows_the_pictures_of_every_question(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.answer(1)
    candidate.expect_saved()
    assert eventually(lambda: page.evaluate(KEEPS, 0))
    encoded = io.BytesIO()
    Image.new("RGB", (6, 6), "teal").save(encoded, "PNG")
    digest = hashlib.sha256(encoded.getvalue()).hexdigest()
    html = f'<p><img src="/pictures/{digest}" alt="A curve"><img src="/pictures/{"0" * 64}" alt="Not there"></p>'
    [(revision, before)] = candidate.site.query(
        "SELECT id, stem_html FROM questions_revision WHERE id = "
        "(SELECT revision_id FROM exams_response WHERE attempt_id = %s AND position = 40)",
        candidate.attempt,
    )
    candidate.site.query(STORE_PICTURE, digest, encoded.getvalue(), f"![](/pictures/{digest})", html, revision)
    try:
        # A wording never changes under a candidate: what was kept of the room before it had the picture goes.
        page.evaluate(FORGET)
        page.reload()
        candidate.expect_saved()
        assert eventually(lambda: page.evaluate(KEEPS, 0))
        page.context.set_offline(True)
        page.reload()
        candidate.go_to(40)
        picture = candidate.question(40).get_by_alt_text("A curve")
        assert eventually(lambda: picture.evaluate(IS_DRAWN))
        page.context.set_offline(False)
        candidate.expect_saved()
    finally:
        candidate.site.query("UPDATE questions_revision SET stem_html = %s WHERE id = %s", before, revision)


def test_the_exam_cannot_be_ended_offline_and_says_so(candidate: Candidate, page: Page):
    candidate.start_afresh()
    page.context.set_offline(True)
    candidate.answer(1)
    candidate.review()
    page.locator("[data-end-exam]").click()
    page.locator("[data-end]").click()
    expect(page.locator("#end-trouble")).to_contain_text("1 change is kept on this device")
    page.context.set_offline(False)
    expect(page.locator("#end-trouble")).to_be_hidden()
    page.locator("[data-end]").click()
    page.wait_for_url("**/report")
    assert candidate.stored(1)[0][1]


def test_work_done_offline_beyond_the_deadline_is_late_work_and_stands_apart(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.answer(1)
    candidate.expect_saved()
    page.context.set_offline(True)
    candidate.go_to(2)
    candidate.answer(2)
    candidate.let_time_pass(181)
    page.context.set_offline(False)
    expect(page.locator("#cover")).to_contain_text("late work")
    page.locator("#cover [data-report]").click()
    page.wait_for_url("**/report")
    assert [bool(chosen) for _, chosen, _, _ in candidate.stored(1, 2)] == [True, False]
    assert candidate.site.query("SELECT position FROM exams_latework WHERE attempt_id = %s", candidate.attempt) == [
        (2,)
    ]
    expect(page.get_by_text("Is work unsent on another device?")).to_be_visible()
    page.get_by_role("button", name="Open my report").click()
    expect(page.get_by_text("handed over late")).to_be_visible()


def lose_session(page: Page) -> None:
    page.context.clear_cookies()
    wake(page)


def test_a_log_in_that_was_put_off_stays_one_touch_away(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.expect_saved()
    dialog, again = page.locator("#login-dialog"), page.locator("[data-open-login]")
    expect(again).to_be_hidden()
    lose_session(page)
    dialog.get_by_role("button", name="Later").click()
    candidate.choose(1, 0)
    expect(page.locator("[data-save-sign]")).to_contain_text("Not logged in: 1 change kept on this device")
    again.click()
    expect(dialog).to_be_visible()


def test_a_log_in_that_was_put_off_stays_so_while_the_network_comes_and_goes(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.expect_saved()
    dialog, sign = page.locator("#login-dialog"), page.locator("[data-save-sign]")
    lose_session(page)
    dialog.get_by_role("button", name="Later").click()
    candidate.choose(1, 0)
    page.route("**/responses", lambda route: route.abort("internetdisconnected"))
    candidate.go_to(2)
    candidate.choose(2, 0)
    expect(sign).to_contain_text("Offline")
    page.unroute("**/responses")
    candidate.go_to(3)
    candidate.choose(3, 0)
    expect(sign).to_contain_text("Not logged in")
    expect(dialog).to_be_hidden()
