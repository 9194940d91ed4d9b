import pytest

from exams.palette import State
from scoring.pages import filters
from scoring.pages.filters import Filter, Show
from tests.scoring.marks import mark

MARKS = [
    mark(1),
    mark(2, flagged=True, domain="2"),
    mark(3, right=False),
    mark(4, right=False, flagged=True, domain="2"),
    mark(5, right=False, state=State.UNANSWERED),
    mark(6, right=False, state=State.INCOMPLETE, domain="2"),
    mark(7, right=None, flagged=True),
    mark(8, right=True, state=State.UNSEEN),
]


@pytest.mark.parametrize(
    ("show", "domain", "positions"),
    [
        (Show.ALL, "", [1, 2, 3, 4, 5, 6, 7, 8]),
        (Show.ALL, "2", [2, 4, 6]),
        (Show.WRONG, "", [3, 4, 5, 6]),
        (Show.FLAGGED, "", [2, 4, 7]),
        (Show.UNANSWERED, "", [5, 6, 8]),
        (Show.FLAGGED_AND_WRONG, "", [4]),
        (Show.WRONG, "1", [3, 5]),
        (Show.FLAGGED_AND_WRONG, "1", []),
    ],
)
def test_a_filter_chooses_its_questions(show, domain, positions):
    assert [mark.position for mark in filters.chosen(MARKS, show, domain)] == positions


@pytest.mark.parametrize(
    ("value", "show"), [("flagged-and-wrong", Show.FLAGGED_AND_WRONG), ("WRONG", Show.ALL), ("", Show.ALL)]
)
def test_a_wish_that_is_none_shows_everything(value, show):
    assert filters.read_show(value) is show


def test_outcomes_are_counted_within_the_present_domain():
    assert filters.by_outcome(MARKS, Show.WRONG, "2") == [
        Filter("all", "All", 3),
        Filter("wrong", "Wrong", 2, is_present=True),
        Filter("flagged", "Flagged", 2),
        Filter("unanswered", "No complete answer", 1),
        Filter("flagged-and-wrong", "Flagged and wrong", 1),
    ]


def test_domains_are_counted_within_the_present_outcome():
    titles = {"1": "Data", "2": "Models"}
    assert filters.by_domain(MARKS, titles, Show.WRONG, "2") == [
        Filter("1", "1 Data", 2),
        Filter("2", "2 Models", 2, is_present=True),
    ]
