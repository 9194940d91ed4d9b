from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.track_record import RECENT, Counted, monday, track_record

# A Wednesday.
LAST = datetime(2026, 3, 18, 12, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 4, 1), timezones=st.just(UTC))
COUNTED = st.lists(st.builds(Counted, MOMENTS, st.integers(100, 1000), st.just("pass")), max_size=8)


def counted(days_ago: int, scaled: int, headline: str = "fail") -> Counted:
    return Counted(LAST - timedelta(days=days_ago), scaled, headline)


def test_nothing_that_counts_is_no_standing():
    assert track_record([]) is None


def test_a_record_has_first_best_week_and_the_best_before_it():
    record = track_record([counted(40, 480), counted(20, 700, "too close to call"), counted(2, 560), counted(0, 620)])
    assert (record.attempts, record.first_scaled, record.best_scaled) == (4, 480, 700)
    assert record.best_headline == "too close to call"
    assert (record.week, record.week_best, record.best_before_week) == (date(2026, 3, 16), 620, 700)
    assert record.recent == [LAST - timedelta(days=days) for days in (20, 2, 0)]
    assert record.last_at == LAST


@pytest.mark.parametrize(
    ("moment", "week"),
    [
        (datetime(2026, 3, 16, tzinfo=UTC), date(2026, 3, 16)),
        (datetime(2026, 3, 15, 23, 59, tzinfo=UTC), date(2026, 3, 9)),
        (datetime(2026, 3, 16, 1, tzinfo=timezone(timedelta(hours=2))), date(2026, 3, 9)),
    ],
)
def test_a_week_begins_on_monday_utc(moment, week):
    assert monday(moment) == week


@given(COUNTED, st.randoms())
def test_a_record_does_not_depend_on_the_order_in_which_attempts_came(attempts, dice):
    shuffled = list(attempts)
    dice.shuffle(shuffled)
    assert track_record(shuffled) == track_record(attempts)


@given(COUNTED.filter(bool), st.integers(0, 60))
def test_recent_holds_all_that_a_later_day_asks_for(attempts, days):
    record = track_record(attempts)
    today = record.last_at + timedelta(days=days)
    asked = sorted(attempt.ended_at for attempt in attempts if attempt.ended_at > today - RECENT)
    assert [moment for moment in record.recent if moment > today - RECENT] == asked


@given(COUNTED.filter(bool))
def test_the_best_is_the_weeks_or_one_before_it(attempts):
    record = track_record(attempts)
    assert record.best_scaled == max(record.week_best, record.best_before_week or 0)
    assert record.first_scaled <= record.best_scaled
