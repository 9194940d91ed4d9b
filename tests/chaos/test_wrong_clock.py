"""The web machine's clock is wrong by ten minutes: the exam's is PostgreSQL's."""

import time
import urllib.request
from email.utils import parsedate_to_datetime
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from tests.chaos.conftest import Trial
from tests.chaos.site import Site

pytestmark = pytest.mark.chaos
LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)


@pytest.mark.skipif(
    LIBRARY is None, reason="libfaketime is not installed (on Debian and Ubuntu: apt install libfaketime)"
)
@pytest.mark.parametrize(("minutes", "words"), [(10, "fast"), (-10, "slow")])
def test_a_wrong_clock(site: Site, trial: Trial, minutes: int, words: str):
    with trial(f"the web machine's clock 10 minutes {words}") as crowd:
        right = site.stack.environment
        wrong = {"LD_PRELOAD": str(LIBRARY), "FAKETIME": f"{minutes:+}m", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
        site.stack.stop("web")
        site.stack.environment = {**right, **wrong}
        site.stack.start_web()
        crowd.part_returns()
        assert abs(clock_of(site) - time.time() - 60 * minutes) < 30
        crowd.keeps_saving()
    assert crowd.clock_error < 2
    site.stack.stop("web")
    site.stack.environment = right
    site.stack.start_web()


def clock_of(site: Site) -> float:
    """What the web server takes for now, as the cookie of its log-in page tells, which lasts a year."""
    with urllib.request.urlopen(f"{site.stack.url}/accounts/login/") as page:
        cookie = SimpleCookie(page.headers["Set-Cookie"])["csrftoken"]
    return parsedate_to_datetime(cookie["expires"]).timestamp() - int(cookie["max-age"])
