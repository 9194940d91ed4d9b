"""kill -9 of each part while candidates sit."""

import os
from signal import Signals

import pytest

from tests.chaos.conftest import Trial
from tests.chaos.site import Site
from tests.chaos.sitting import sitting

LOSE = "UPDATE exams_response SET counter = counter - 1 WHERE (attempt_id, position) = (%s, %s)"
SCORING = "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'scoring_report'::regclass"


def test_an_answer_that_was_lost_would_show(site: Site):
    with sitting(site, candidates=3) as crowd:
        crowd.part_returns()
        assert crowd.ends("nothing").saves_lost == 0
        saved = crowd.of("kept")[-1]
        site.stack.query(LOSE, saved["attempt"], saved["position"])
        assert [lost["position"] for lost in crowd.lost()] == [saved["position"]]


def test_a_killed_web_process(site: Site, trial: Trial):
    with trial("kill -9 of a web process") as crowd:
        os.kill(site.web_processes[0], Signals.SIGKILL)
        crowd.part_returns()


def test_redis_killed_and_back_empty(site: Site, trial: Trial):
    with trial("Redis killed, and back empty") as crowd:
        site.servers.kill_redis()
        crowd.keeps_saving()
        site.servers.start_redis()
        crowd.part_returns()


def test_postgres_killed_and_recovered(site: Site, trial: Trial):
    with trial("PostgreSQL killed, and recovered") as crowd:
        site.servers.kill_postgres()
        site.servers.start_postgres()
        crowd.part_returns()


def test_the_worker_killed_in_the_middle_of_scoring(site: Site, trial: Trial):
    with trial("kill -9 of the worker, scoring") as crowd:
        with site.scoring_held():
            crowd.hands_in()
            site.stack.wait_until(SCORING)
            site.stack.stop("worker", Signals.SIGKILL)
        site.start_worker()
        crowd.part_returns()


@pytest.mark.chaos
def test_the_whole_web_server_killed(site: Site, trial: Trial):
    with trial("kill -9 of the whole web server") as crowd:
        site.stack.stop("web", Signals.SIGKILL)
        crowd.notices()
        site.stack.start_web()
        crowd.part_returns()


@pytest.mark.chaos
def test_beat_killed_and_the_queue_lost(site: Site, trial: Trial):
    with trial("kill -9 of beat, and the queue lost") as crowd:
        site.stack.stop("beat", Signals.SIGKILL)
        site.servers.kill_redis()
        crowd.hands_in()
        crowd.has_ended()
        # The worker knows of nothing until beat tells it to look.
        site.servers.start_redis()
        site.stack.start_beat()
        crowd.part_returns()
