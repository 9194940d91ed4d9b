"""Parts that do not die, but do not answer either."""

import os
import time
from signal import Signals

import pytest

from tests.chaos import proxy, slow
from tests.chaos.conftest import Trial
from tests.chaos.site import Site

pytestmark = pytest.mark.chaos
SLOW_CLIENTS = 200
# A machine that does other things as well is late by so much at times.
NOISE_SECONDS = 0.25
KINDS = "application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"


def test_a_frozen_web_process(site: Site, trial: Trial):
    with trial("a web process frozen for 20 s") as crowd:
        frozen = site.web_processes[0]
        os.kill(frozen, Signals.SIGSTOP)
        time.sleep(20)
        os.kill(frozen, Signals.SIGCONT)
        crowd.part_returns()


def test_a_frozen_web_server(site: Site, trial: Trial):
    with trial("the whole web server frozen for 20 s") as crowd:
        web = site.stack.processes["web"].pid
        os.killpg(web, Signals.SIGSTOP)
        time.sleep(20)
        os.killpg(web, Signals.SIGCONT)
        crowd.part_returns()


def test_slow_clients_behind_the_proxy(site: Site, trial: Trial):
    fault = "200 clients that send a byte a second"
    with proxy.before(site.stack.port) as port, trial(fault, candidates=20, ports=[port]) as crowd:
        before = crowd.goes_on_for(seconds=15)
        with slow.clients(port, SLOW_CLIENTS):
            among_them = crowd.goes_on_for(seconds=15)
        crowd.part_returns()
        after = crowd.goes_on_for(seconds=15)
        print(f"the p99 of a save: {before:.3f} s, among slow clients {among_them:.3f} s, after them {after:.3f} s")
    assert among_them < max(before, after) + NOISE_SECONDS


@pytest.mark.parametrize("path", ["/accounts/login/", "/attempts/1/responses", "/attempts/1/hand-in"])
@pytest.mark.parametrize(
    "kind", ["application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_an_oversized_body_is_refused_before_it_is_read(site: Site, path: str, kind: str):
    assert 400 <= slow.status_without_a_body(site.stack.port, path, kind) < 500
