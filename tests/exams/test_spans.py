from datetime import timedelta

import pytest

from exams import spans


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(days=2, hours=3, minutes=4), "2 days 3 hours"),
        (timedelta(days=1, minutes=1), "1 day 1 minute"),
        (timedelta(hours=1, minutes=30, seconds=59), "1 hour 30 minutes"),
        (timedelta(seconds=59), "less than a minute"),
        (timedelta(seconds=-5), "less than a minute"),
    ],
)
def test_a_length_is_said_in_its_two_greatest_units(length, said):
    assert spans.span(length) == said


@pytest.mark.parametrize(
    ("length", "said"), [(timedelta(hours=4, minutes=30), "270"), (timedelta(minutes=112, seconds=30), "112:30")]
)
def test_minutes_are_exact_to_the_second(length, said):
    assert spans.minutes(length) == said
