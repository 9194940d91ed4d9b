"""Somebody logs in before a sitting opens, and waits on its page: the button to start comes by itself."""

import pytest
from playwright.sync_api import expect

from tests.journeys import sat_together
from tests.journeys.candidate import Candidate

pytestmark = pytest.mark.journey
MOVE = "UPDATE exams_sitting SET opens_at = now() + %s::interval WHERE id = %s"


def test_the_button_to_start_comes_by_itself_when_a_sitting_opens(candidate: Candidate, new_context, site):
    instructor = Candidate(new_context().new_page(), site)
    instructor.sign_up()
    candidate.sign_up()
    sitting = sat_together.schedule(site, instructor, candidate)
    site.query(MOVE, "20 minutes", sitting)
    candidate.page.clock.install()
    candidate.page.goto(f"/sittings/{sitting}/")
    expect(candidate.page.get_by_text("You are logged in and in time.")).to_be_visible()
    expect(candidate.page.get_by_role("button", name="Start exam")).to_have_count(0)
    site.query(MOVE, "-1 second", sitting)
    candidate.page.clock.fast_forward("02:06")
    candidate.page.get_by_role("button", name="Start exam").click()
    expect(candidate.heading(1)).to_be_visible()
