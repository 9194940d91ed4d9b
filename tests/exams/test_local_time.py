from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams import local_time

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("wall", "zone", "words"),
    [
        (datetime(2026, 3, 29, 2, 30), "Europe/Berlin", "02:30 on 29 March 2026 does not exist"),
        (datetime(2026, 3, 29, 2, 0), "Europe/Berlin", "Is it 03:00?"),
        (datetime(2026, 10, 25, 2, 30), "Europe/Berlin", "02:30 on 25 October 2026 comes twice"),
        (datetime(2026, 10, 4, 2, 15), "Australia/Lord_Howe", "Is it 02:45?"),
    ],
)
def test_a_time_that_the_clocks_skip_or_show_twice_is_refused_with_what_to_do(wall, zone, words):
    with pytest.raises(local_time.Unclear) as unclear:
        local_time.read(wall, ZoneInfo(zone))
    assert words in str(unclear.value)


@pytest.mark.parametrize(
    ("wall", "moment"),
    [
        (datetime(2026, 3, 29, 1, 59), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (datetime(2026, 3, 29, 3, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (datetime(2026, 10, 25, 1, 59), datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        (datetime(2026, 10, 25, 3, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
    ],
)
def test_the_minutes_around_a_change_are_read_as_the_clocks_show_them(wall, moment):
    assert local_time.read(wall, BERLIN) == moment


def test_a_window_over_the_night_that_is_an_hour_longer_is_an_hour_longer():
    evening = local_time.read(datetime(2026, 10, 24, 22), BERLIN)
    assert local_time.read(datetime(2026, 10, 25, 6), BERLIN) - evening == timedelta(hours=9)


@given(
    wall=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1)),
    zone=st.sampled_from(sorted(available_timezones() - {"Factory", "localtime"})),
)
def test_a_time_that_is_read_is_shown_again_as_it_was_typed(wall, zone):
    try:
        moment = local_time.read(wall, ZoneInfo(zone))
    except local_time.Unclear:
        return
    assert moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == wall
