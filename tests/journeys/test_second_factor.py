"""A passkey of this device: set up, then used alone, and beside a password in the middle of an exam."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories import PASSWORD
from tests.journeys.candidate import Candidate
from tests.stack import Stack

pytestmark = pytest.mark.journey

DEVICE = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture
def expected_complaints() -> list[str]:
    # A passkey needs a name, and the journeys know the site by its number; saves are refused on purpose.
    return ["a request to another site: http://localhost:", "status of 401", "status of 403"]


@pytest.fixture
def context(new_context, site: Stack) -> BrowserContext:
    return new_context(base_url=site.url.replace("127.0.0.1", "localhost"))


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    give_a_device(page)
    return page


def give_a_device(page: Page, credentials: list[dict] | None = None) -> None:
    line = page.context.new_cdp_session(page)
    line.send("WebAuthn.enable")
    device = line.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    for credential in credentials or []:
        line.send("WebAuthn.addCredential", {"authenticatorId": device, "credential": credential})
    page.credentials = lambda: line.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]


def test_a_passkey_logs_in_alone_and_saves_an_exam_whose_session_is_gone(candidate: Candidate, page: Page):
    candidate.sign_up()
    page.goto("/accounts/second-factor/passkeys/new/")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Log in with this passkey alone").check()
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    candidate.log_out()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Log in by passkey").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()

    candidate.start()
    candidate.expect_saved()
    page.context.clear_cookies()
    candidate.choose(1, 0)
    dialog = page.locator("#login-dialog")
    expect(dialog).to_be_visible()
    with page.context.expect_page() as opened:
        dialog.get_by_role("link").first.click()
    other = opened.value
    give_a_device(other, page.credentials())
    other.get_by_label("E-mail").fill(candidate.email)
    other.get_by_label("Password", exact=True).fill(PASSWORD)
    other.get_by_role("button", name="Log in", exact=True).click()
    other.get_by_role("button", name="Use a passkey").click()
    other.wait_for_url(f"**/attempts/{candidate.attempt}/")
    expect(dialog).to_be_hidden()
    candidate.expect_saved()
    assert [bool(chosen) for _, chosen, _, _ in candidate.stored(1)] == [True]
