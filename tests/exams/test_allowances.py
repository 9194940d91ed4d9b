from datetime import timedelta

import pytest

from exams.allowances import EXTRA_TIME, Change, changes

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("kinds", "added"),
    [
        ([], []),
        (["extra"], [Change(30 * MINUTE, EXTRA_TIME)]),
        (["1.25"], [Change(45 * MINUTE, "1.25 times the time")]),
        (["1.25", "2", "1.5"], [Change(180 * MINUTE, "2 times the time")]),
        (["extra", "1.5"], [Change(90 * MINUTE, "1.5 times the time"), Change(30 * MINUTE, EXTRA_TIME)]),
        (["breaks"], []),
    ],
)
def test_the_greatest_factor_and_the_extra_minutes_count_each_once(kinds, added):
    assert changes(180 * MINUTE, 30 * MINUTE, kinds) == added


def test_an_exam_without_extra_minutes_gives_none():
    assert changes(60 * MINUTE, timedelta(0), ["extra"]) == []
