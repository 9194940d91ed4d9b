"""The session or its token changes in mid-exam: the candidate logs in again at most, and nothing is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD
from tests.journeys.candidate import Candidate, wake

pytestmark = pytest.mark.journey
END_SESSIONS = "UPDATE people_user SET session_version = session_version + 1 WHERE email = %s"
OTHER_TOKEN = "o" * 32


@pytest.fixture
def expected_complaints() -> list[str]:
    return ["status of 401", "status of 403"]


def test_a_session_that_ended_is_renewed_from_the_dialog_and_everything_waiting_is_saved(
    candidate: Candidate, page: Page
):
    candidate.start_afresh()
    candidate.expect_saved()
    candidate.site.query(
        "UPDATE people_user SET session_version = session_version + 1 WHERE email = %s", candidate.email
    )
    dialog = page.locator("#login-dialog")
    wake(page)
    dialog.get_by_role("button", name="Later").click()
    for position in (1, 2, 3):
        candidate.answer(position)
        candidate.next()
    expect(page.locator("[data-save-sign]")).to_contain_text("Not logged in: 3 changes kept on this device")
    page.locator("[data-open-login]").click()
    with page.context.expect_page() as opening:
        dialog.get_by_role("link", name="Log in").click()
    again = opening.value
    again.get_by_label("E-mail").fill(candidate.email)
    again.get_by_label("Password", exact=True).fill(PASSWORD)
    again.get_by_role("button", name="Log in", exact=True).click()
    expect(dialog).to_be_hidden()
    candidate.expect_saved()
    assert all(chosen for _, chosen, _, _ in candidate.stored(1, 2, 3))
    there = Candidate(again, candidate.site)
    there.go_to(3)
    expect(there.option(3, 0)).to_be_checked()


def test_a_token_that_changes_or_goes_is_taken_up_without_a_word(candidate: Candidate, page: Page):
    candidate.start_afresh()
    candidate.expect_saved()
    (cookie,) = [cookie for cookie in page.context.cookies() if cookie["name"] == "csrftoken"]
    page.context.add_cookies([{**cookie, "value": OTHER_TOKEN}])
    candidate.answer(1)
    candidate.expect_saved()
    page.context.clear_cookies(name="csrftoken")
    candidate.next()
    candidate.answer(2)
    candidate.expect_saved()
    assert all(chosen for _, chosen, _, _ in candidate.stored(1, 2))
    expect(page.locator("dialog[open]")).to_have_count(0)
