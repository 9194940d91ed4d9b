"""The site that faults are done to, and the table of what they did."""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.chaos import site as sites
from tests.chaos.site import Site
from tests.chaos.sitting import Outcome, Sitting, sitting

GO_ON_WITHIN_SECONDS = 10
COLUMNS = {
    "candidates": "candidates",
    "requests_failed": "failed requests",
    "saves_acknowledged": "saves acknowledged",
    "saves_lost": "lost",
    "seconds_to_recover": "seconds to recover",
    "seconds_to_last_report": "to last report",
}

Trial = Callable[..., AbstractContextManager[Sitting]]
_outcomes: list[Outcome] = []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--chaos-results", type=Path, help="write what each fault did to this file")


def pytest_terminal_summary(terminalreporter, config: pytest.Config) -> None:
    if _outcomes:
        terminalreporter.section("what broke, and what it cost")
        for line in _table(_outcomes):
            terminalreporter.write_line(line)
    if (path := config.getoption("--chaos-results")) and not config.getoption("keyword"):
        path.write_text(json.dumps([asdict(outcome) for outcome in _outcomes], indent=2) + "\n")


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    # Short, since sockets lie in it, and of this run's own, since its servers' account passes through it.
    with tempfile.TemporaryDirectory(prefix="rehearsal-chaos-") as folder, sites.running(Path(folder)) as running:
        yield running


@pytest.fixture
def trial(site: Site) -> Trial:
    """A crowd in the midst of an exam, to break something under; what must hold afterwards is looked at after it."""

    @contextmanager
    def run(fault: str, *, candidates: int = 10, on: Site = site, ports: Sequence[int] = ()) -> Iterator[Sitting]:
        with sitting(on, candidates, ports) as crowd:
            yield crowd
            outcome = crowd.ends(fault)
        _outcomes.append(outcome)
        assert (outcome.saves_lost, outcome.attempts_stuck, outcome.reports_doubled) == (0, 0, 0)
        assert outcome.refusals == 0
        assert outcome.seconds_to_recover < GO_ON_WITHIN_SECONDS

    return run


def _table(outcomes: list[Outcome]) -> Iterator[str]:
    width = max(len(outcome.fault) for outcome in outcomes)
    yield "  ".join(["fault".ljust(width), *COLUMNS.values()])
    for outcome in outcomes:
        cells = [str(getattr(outcome, name)).rjust(len(title)) for name, title in COLUMNS.items()]
        yield "  ".join([outcome.fault.ljust(width), *cells])
