"""A candidate challenges a key, an instructor rules, and the candidate's report shows the new score and why."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.candidate import Candidate
from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.test_accessibility import violations
from tests.stack import Stack

pytestmark = pytest.mark.journey


@pytest.fixture(params=[(WIDE, "light"), (NARROW, "dark")], ids=["1280 light", "390 dark"])
def page(request, new_context) -> Page:
    viewport, scheme = request.param
    return new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True).new_page()


@pytest.fixture(autouse=True)
def unruled(site: Stack) -> Iterator[None]:
    """What is ruled here would change the scores of the journeys that follow on the same site."""
    yield
    for table in ("challenge", "answer", "ruling"):
        site.query(f"DELETE FROM scoring_{table}")


@pytest.fixture
def instructor(new_context, candidate: Candidate) -> Page:
    """The demo instructor, who judges the bundled questions, in a browser of their own."""
    page = new_context(bypass_csp=True).new_page()
    page.goto("/accounts/login/")
    page.get_by_role("button", name="instructor").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()
    return page


def first_scored(candidate: Candidate) -> int:
    place = "SELECT position FROM exams_response WHERE attempt_id = %s AND scored AND choose = 1 ORDER BY position"
    return candidate.site.query(place, candidate.attempt)[0][0]


def test_a_challenge_leads_to_a_ruling_and_a_new_score(candidate: Candidate, page: Page, instructor: Page):
    candidate.start_afresh()
    position = first_scored(candidate)
    candidate.end()
    expect(page.locator("#scaled")).to_have_text("100")
    attempt, found = candidate.attempt, []

    page.goto(f"/attempts/{attempt}/explanations#question-{position}")
    question = page.locator(f"#question-{position}")
    question.get_by_role("link", name="I think this is wrong").click()
    expect(question.get_by_label("What is wrong, and why")).to_be_focused()
    found += violations(page)
    question.get_by_label("What is wrong, and why").fill(f"Two options are right, says {candidate.email}.")
    question.get_by_label("Where it is written").fill("https://docs.example.org/limits")
    question.get_by_role("button", name="Challenge the key").click()
    expect(question.get_by_text("Waits for an answer")).to_be_visible()
    found += violations(page)
    page.goto(f"/attempts/{attempt}/questions/{position}/challenge")
    found += violations(page)
    page.goto("/attempts/")
    page.get_by_role("link", name="My challenges").click()
    expect(page.get_by_text("Waits for an answer")).to_be_visible()
    found += violations(page)

    instructor.goto("/sets/")
    instructor.get_by_role("link", name="Challenges by candidates").click()
    card = instructor.locator(".contested").filter(has_text=candidate.email)
    expect(card.get_by_text("chosen by").first).to_be_visible()
    found += violations(instructor)
    card.get_by_label("Full credit to all").check()
    card.get_by_role("button", name="Answer", exact=True).click()
    expect(card.get_by_label("Reason", exact=True)).to_be_focused()
    card.get_by_label("Reason", exact=True).fill("The question can be read in two ways.")
    card.get_by_role("button", name="Answer", exact=True).click()
    answered = instructor.locator(".contested").filter(has_text=candidate.email)
    expect(answered.get_by_text("1 answered before")).to_be_visible()
    found += violations(instructor)

    candidate.site.wait_until("SELECT 1 FROM scoring_report WHERE attempt_id = %s AND rulings_up_to > 0", attempt)
    page.goto("/")
    expect(page.get_by_text("from 100 to 118")).to_be_visible()
    found += violations(page)
    page.get_by_role("link", name="What changed and why").click()
    expect(page.locator("#scaled")).to_have_text("118")
    why = f"Question {position}: Every answer counts as right, also a blank. The question can be read in two ways."
    expect(page.get_by_text(why)).to_be_visible()
    page.goto("/attempts/challenges")
    expect(page.get_by_text("The question can be read in two ways.")).to_be_visible()
    found += violations(page)
    assert found == []


def test_without_scripts_the_same_forms_do(candidate: Candidate, new_context):
    candidate.start_afresh()
    candidate.end()
    expect(candidate.page.locator("#scaled")).to_be_visible()
    plain = new_context(java_script_enabled=False).new_page()
    candidate.log_in(plain)
    plain.goto(f"/attempts/{candidate.attempt}/explanations")
    plain.locator("#question-2").get_by_role("link", name="I think this is wrong").click()
    plain.get_by_label("What is wrong, and why").fill("It is out of date.")
    plain.get_by_role("button", name="Challenge the key").click()
    expect(plain.locator("#question-2").get_by_text("Waits for an answer")).to_be_visible()
