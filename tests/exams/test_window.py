from datetime import UTC, datetime, timedelta

import pytest

from exams.clock import GRACE
from exams.window import Progress, closes_at, is_waiting, may_open, next_look

LAST_START = datetime(2026, 3, 29, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOBODY = Progress([], [], are_running=False)


def test_a_sitting_closes_when_the_slowest_who_may_still_start_would_have_to_end():
    assert closes_at(LAST_START, Progress([3 * HOUR, 6 * HOUR], [], are_running=False)) == LAST_START + 6 * HOUR


def test_a_deadline_that_was_moved_is_not_cut_by_the_close():
    progress = Progress([3 * HOUR], [LAST_START + 9 * HOUR], are_running=True)
    assert closes_at(LAST_START, progress) == LAST_START + 9 * HOUR


def test_a_sitting_for_nobody_closes_with_the_last_start():
    assert closes_at(LAST_START, NOBODY) == LAST_START


@pytest.mark.parametrize(
    ("progress", "now", "at_close", "opens"),
    [
        (Progress([HOUR], [], are_running=False), LAST_START - HOUR, False, False),
        (Progress([HOUR], [], are_running=False), LAST_START, False, True),
        (Progress([], [LAST_START], are_running=True), LAST_START + HOUR, False, False),
        (Progress([], [LAST_START + HOUR], are_running=False), LAST_START - HOUR, False, True),
        (Progress([], [LAST_START + HOUR], are_running=False), LAST_START - HOUR, True, False),
        (Progress([], [LAST_START + HOUR], are_running=False), LAST_START + HOUR + GRACE, True, True),
        (Progress([], [LAST_START + HOUR], are_running=True), LAST_START + 2 * HOUR, True, False),
    ],
)
def test_results_open_when_nobody_runs_and_nobody_can_start_or_at_the_close(progress, now, at_close, opens):
    assert may_open(LAST_START, progress, now, at_close=at_close) is opens


@pytest.mark.parametrize(
    ("before", "waits", "look"),
    [
        (timedelta(days=3), False, timedelta(minutes=2)),
        (timedelta(minutes=30), True, timedelta(minutes=2)),
        (timedelta(minutes=2, seconds=1), True, timedelta(minutes=2)),
        (timedelta(seconds=1), True, timedelta(seconds=1)),
        (timedelta(0), False, timedelta(0)),
        (-timedelta(minutes=1), False, timedelta(0)),
    ],
)
def test_a_page_waits_for_the_opening_from_half_an_hour_before_and_looks_again_then(before, waits, look):
    opens_at = datetime(2026, 3, 29, 9, tzinfo=UTC)
    assert is_waiting(opens_at, opens_at - before) is waits
    assert next_look(opens_at, opens_at - before) == look
