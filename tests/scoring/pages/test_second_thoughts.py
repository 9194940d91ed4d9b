import pytest

from scoring.pages.second_thoughts import Changes, Fared, changes, fared
from tests.scoring.marks import mark


def test_flagged_and_other_questions_fare_apart():
    marks = [mark(flagged=True), mark(flagged=True, right=False), mark(right=False), mark(flagged=True, right=None)]
    assert (fared(marks, flagged=True), fared(marks, flagged=False)) == (Fared(1, 1), Fared(0, 1))


@pytest.mark.parametrize(("went", "share"), [(Fared(2, 1), 67), (Fared(0, 4), 0), (Fared(0, 0), None)])
def test_a_share_needs_a_question(went, share):
    assert went.share == share


def test_a_change_is_told_by_what_it_was_worth():
    marks = [
        mark(1),
        mark(2, first_right=False),
        mark(3, right=False),
        mark(4, right=False, first_right=False),
        mark(5, right=False, first_right=None),
        mark(6, first_right=None),
        mark(7, right=None, first_right=None),
    ]
    assert changes(marks) == Changes(to_right=[2], to_wrong=[3])
