"""What those who keep the installation see of an exam: one name for all that a request led to, and the figures."""

import json

import pytest

from tests.journeys.candidate import Candidate
from tests.patience import eventually
from tests.stack import Stack

pytestmark = pytest.mark.journey
NAME = "a-hand-in-of-a-test"


def test_a_hand_in_and_its_report_are_found_under_one_name_and_counted(site: Stack, candidate: Candidate):
    candidate.start_afresh()
    candidate.answer(1)
    candidate.expect_saved()
    candidate.page.context.set_extra_http_headers({"X-Request-ID": NAME})
    candidate.end()
    site.wait_until("SELECT 1 FROM scoring_report WHERE attempt_id = %s", candidate.attempt)

    assert eventually(lambda: "scoring.tasks.score" in tasks_under(NAME, site))
    assert all(isinstance(json.loads(line), dict) for line in lines(site, "worker"))
    assert candidate.email not in "".join(lines(site, "worker") + lines(site, "web"))
    # Each process adds up what it has counted every few seconds.
    assert eventually(lambda: 'rehearsal_responses_total{status="200",view="exams:responses"}' in metrics(candidate))
    assert eventually(lambda: 'rehearsal_task_done_timestamp_seconds{task="scoring.tasks.sweep"}' in metrics(candidate))
    assert eventually(lambda: "rehearsal_workers 1.0" in metrics(candidate))


def tasks_under(name: str, site: Stack) -> set[str]:
    said = [json.loads(line) for line in lines(site, "worker")]
    return {line.get("task") for line in said if line.get("request") == name}


def lines(site: Stack, process: str) -> list[str]:
    return [line for line in (site.folder / f"{process}.log").read_text().splitlines() if line.startswith("{")]


def metrics(candidate: Candidate) -> str:
    return candidate.page.request.get("/metrics").text()
