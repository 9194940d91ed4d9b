"""Redis and every worker dead through a whole exam: the candidate notices nothing but a report that comes later."""

import json
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.journeys.candidate import Candidate
from tests.stack import Stack

pytestmark = pytest.mark.journey


def test_an_exam_without_redis_and_workers_is_sat_handed_in_and_scored_when_they_return(
    site: Stack, new_context, tmp_path
):
    for name in ("worker", "beat"):
        site.stop(name)
    with site.second_web(REDIS_URL=f"unix://{tmp_path}/nobody.sock?db=0") as dead:
        candidate = Candidate(new_context(base_url=dead.url).new_page(), site)
        candidate.sign_up()
        candidate.log_out()
        candidate.log_in()
        candidate.start()
        candidate.answer(1)
        candidate.expect_saved()
        candidate.page.goto("/")
        candidate.page.get_by_role("link", name="Go on with it").click()
        expect(candidate.option(1, 0)).to_be_checked()
        candidate.end()
        attempt = candidate.attempt
        expect(candidate.page.get_by_role("heading", level=1)).to_be_visible()
        with urllib.request.urlopen(f"{dead.url}/healthz") as reply:
            assert json.load(reply) == {"database": "ok", "redis": "down", "workers": 0, "degraded": True}
        assert site.query("SELECT 1 FROM scoring_report WHERE attempt_id = %s", attempt) == []
        site.start_worker()
        site.start_beat()
        site.wait_until("SELECT 1 FROM scoring_report WHERE attempt_id = %s", attempt)
        candidate.page.reload()
        expect(candidate.page.get_by_text("Data Engineering").first).to_be_visible()


def test_a_report_comes_through_the_queue_without_waiting_for_the_sweep(site: Stack, candidate: Candidate):
    site.stop("beat")
    try:
        candidate.start_afresh()
        candidate.end()
        site.wait_until("SELECT 1 FROM scoring_report WHERE attempt_id = %s", candidate.attempt)
    finally:
        site.start_beat()
