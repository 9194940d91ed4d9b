"""A group mock in three browsers: scheduled, sat by two on one paper, acted on, debriefed and compared."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.candidate import Candidate
from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.test_accessibility import violations
from tests.journeys.test_groups import make_group

pytestmark = pytest.mark.journey
WITHIN_MS = 10_000
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
ANSWER = """
from exams.models import Attempt
from tests import factories
attempt = Attempt.objects.get(candidate__email="{email}")
factories.answer(attempt, right=range(1, {right} + 1), wrong=range({right} + 1, 51))
"""


@pytest.fixture
def expected_complaints() -> list[str]:
    return ["status of 403"]


@pytest.fixture
def instructor(new_context, site) -> Candidate:
    return Candidate(new_context(viewport=WIDE, bypass_csp=True).new_page(), site)


@pytest.fixture
def members(new_context, site) -> tuple[Candidate, Candidate]:
    contexts = (new_context(viewport=WIDE, bypass_csp=True), new_context(viewport=NARROW, color_scheme="dark"))
    ann, ben = (Candidate(context.new_page(), site) for context in contexts)
    return ann, ben


def join(member: Candidate, code: str, name: str) -> None:
    member.sign_up()
    member.page.goto(f"/join/{code}")
    member.page.get_by_label("Your name in this group").fill(name)
    member.page.get_by_label("Take part in the leaderboard").check()
    member.page.get_by_role("button", name="Join the group").click()
    expect(member.page.get_by_text("Welcome to Tuesdays.")).to_be_visible()


def schedule(page: Page, group: str) -> str:
    """Schedule a mock that is open now; its address."""
    page.goto(f"{group}sittings/new")
    now = datetime.now(UTC)
    page.get_by_label("Title").fill("Mock of week 3")
    page.get_by_label("Exam").select_option(label="AWS Certified Machine Learning - Specialty (MLS-C01), 180 minutes")
    page.get_by_label("Opens").fill(f"{now - timedelta(hours=1):%Y-%m-%dT%H:%M}")
    page.get_by_label("Last start").fill(f"{now + timedelta(hours=2):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Schedule and invite").click()
    expect(page.get_by_role("heading", name="Mock of week 3")).to_be_visible()
    return page.url


def enter(member: Candidate, sitting: str, right: int) -> None:
    """Start, and answer fifty questions, so many of them right."""
    member.page.goto("/")
    member.page.get_by_role("link", name="Mock of week 3").click()
    member.page.get_by_role("button", name="Start exam").click()
    expect(member.heading(1)).to_be_visible()
    member.site.manage("shell", "--no-imports", "-c", ANSWER.format(email=member.email, right=right))


def papers(member: Candidate) -> set[int]:
    rows = member.site.query("SELECT revision_id FROM exams_response WHERE attempt_id = %s", member.attempt)
    return {revision for (revision,) in rows}


def give(page: Page, name: str, heading: str, button: str) -> None:
    """Let an instructor act on somebody's attempt."""
    page.locator("tr", has_text=name).get_by_role("link", name="Act").click()
    form = page.locator("#watched").get_by_role("form", name=heading, exact=True)
    form.get_by_label("Reason").fill("Fire alarm")
    form.get_by_role("button", name=button).click()


def test_a_group_sits_one_paper_is_debriefed_together_and_compares_itself(instructor, members, site):
    group, (ann, ben), desk = make_group(instructor), members, instructor.page
    desk.get_by_role("button", name="Make a link").click()
    code = re.sub(r"\W", "", desk.locator(".spoken-code").inner_text())
    join(ann, code, "Ann")
    join(ben, code, "Ben")
    sitting = schedule(desk, group)

    enter(ann, sitting, right=45)
    enter(ben, sitting, right=20)
    assert papers(ann) == papers(ben)

    desk.goto(f"{sitting}live")
    give(desk, "Ben", "More time", "Give more time")
    expect(ben.page.get_by_text("15 minutes were added: Fire alarm.").first).to_be_visible(timeout=WITHIN_MS)
    give(desk, "Ben", "Stop the clock", "Stop the clock")
    expect(ben.page.locator("#pause-dialog")).to_be_visible(timeout=WITHIN_MS)
    expect(ann.page.locator("#pause-dialog")).to_be_hidden()
    desk.locator("tr", has_text="Ben").get_by_role("link", name="Act").click()
    desk.locator("#watched").get_by_role("button", name="Let the clock run").click()
    expect(ben.page.locator("#pause-dialog")).to_be_hidden(timeout=WITHIN_MS)

    ann_sat = ann.attempt
    ann.end()
    expect(ann.page.get_by_role("heading", name="Your answers are in")).to_be_visible()
    for page in (ann.page, desk):
        page.goto(f"{sitting}debrief")
        expect(page.get_by_role("heading", name="The debrief is closed")).to_be_visible()
    sat = ann_sat, ben.attempt
    ben.end()
    for attempt in sat:
        site.wait_until("SELECT 1 FROM scoring_report WHERE attempt_id = %s", attempt)

    desk.goto(f"{sitting}debrief")
    expect(desk.get_by_role("heading", name="Debrief", exact=True)).to_be_visible()
    expect(desk.get_by_role("heading", name="Missed by 2 of 2").first).to_be_visible()
    ann.page.goto(f"{sitting}debrief")
    thread = ann.page.locator(".thread").first
    thread.get_by_text("Say something about this question").first.click()
    thread.get_by_label("Say something").fill("Why not the second one?")
    thread.get_by_role("button", name="Say it").click()
    expect(ann.page.get_by_text("Why not the second one?")).to_be_visible()
    assert violations(ann.page) == []
    assert not ben.page.evaluate(TOO_WIDE)

    for attempt in sat:
        site.wait_until("SELECT 1 FROM scoring_entry WHERE attempt_id = %s AND verdict = 'counts'", attempt)
    compare(ann.page, ben.page, group)
    ben.page.goto(f"{group}membership")
    ben.page.get_by_role("button", name="Leave the group").click()
    expect(ben.page.get_by_text("You have left Tuesdays.")).to_be_visible()
    ann.page.goto(f"{group}leaderboard")
    expect(ann.page.get_by_role("row", name="Ann")).to_be_visible()
    expect(ann.page.get_by_role("row", name="Ben")).to_have_count(0)


def compare(page: Page, narrow: Page, group: str) -> None:
    """Every tab of the leaderboard, on a wide and on a narrow screen."""
    for each in (page, narrow):
        each.goto(f"{group}leaderboard")
        rows = each.locator("tbody tr")
        expect(rows.first).to_contain_text("Ann")
        expect(rows.nth(1)).to_contain_text("Ben")
        assert not each.evaluate(TOO_WIDE)
    assert violations(page) == []
    for tab, words in {"Latest sitting": "Ann", "Consistency": "Ann", "Improvement": "You, as Ann"}.items():
        page.get_by_role("link", name=tab).click()
        expect(page.get_by_role("link", name=tab)).to_have_attribute("aria-current", re.compile("page|true"))
        expect(page.get_by_role("main")).to_contain_text(words)
