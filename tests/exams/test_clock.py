import pytest

from exams import clock


@pytest.mark.parametrize(
    ("seconds", "words"), [(1800, "+30 minutes"), (-90, "-1:30 minutes"), (400, "+6:40 minutes"), (5, "+0:05 minutes")]
)
def test_a_change_of_time_carries_its_sign_and_its_seconds(seconds, words):
    assert clock.amount(seconds) == words
