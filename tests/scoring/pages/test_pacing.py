from datetime import timedelta

import pytest

from scoring.pages import pacing
from tests.scoring.marks import mark


@pytest.mark.parametrize(
    ("seconds", "face"),
    [(0, "0:00"), (9, "0:09"), (166, "2:46"), (3599, "59:59"), (3600, "1:00:00"), (9067, "2:31:07")],
)
def test_a_time_is_written_as_people_write_it(seconds, face):
    assert pacing.clock_face(timedelta(seconds=seconds)) == face


def test_times_are_held_against_the_budget():
    times = pacing.times([mark(1, seconds=166), mark(2, seconds=167), mark(3, seconds=200, right=False)], 166)
    assert (times.budget, times.over, times.over_right) == ("2:46", 2, 1)
    assert [(line.position, line.time, line.over) for line in times.lines] == [
        (1, "2:46", ""),
        (2, "2:47", "+0:01"),
        (3, "3:20", "+0:34"),
    ]


@pytest.mark.parametrize(("seconds", "words"), [(45, "45 s"), (359, "5 min"), (12600, "210 min")])
def test_the_length_of_a_sitting_is_told_in_minutes(seconds, words):
    assert pacing.length(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(("questions", "columns"), [(65, [22, 22, 21]), (2, [1, 1])])
def test_every_time_stands_in_one_of_the_columns(questions, columns):
    times = pacing.times([mark(position) for position in range(1, questions + 1)], 166)
    assert [len(column) for column in times.columns] == columns
    assert [line for column in times.columns for line in column] == times.lines
