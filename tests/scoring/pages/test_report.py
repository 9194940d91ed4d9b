import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.palette import State
from scoring.marking import Figures, Tally
from scoring.pages import report as report_page
from scoring.pages.report import SetApart
from scoring.rules import Headline, Scale, reaches_pass_mark
from tests.scoring.marks import mark

SCALE = Scale(100, 1000, 750)


def figures(*domains: Tally) -> Figures:
    return Figures(0, 0, 100, 100, 1000, False, Headline.CLOSE, list(domains), list(domains))


@pytest.mark.parametrize(("counted", "needed"), [(50, 37), (49, 36), (1, 1), (0, 0)])
def test_the_rights_needed_are_told(counted, needed):
    assert report_page.rights_needed(counted, SCALE) == needed


@given(st.integers(1, 200))
def test_what_is_needed_reaches_the_pass_mark_and_one_less_does_not(counted):
    needed = report_page.rights_needed(counted, SCALE)
    assert reaches_pass_mark(needed, counted, SCALE)
    assert not reaches_pass_mark(needed - 1, counted, SCALE)


def test_a_domain_shows_whole_per_cents():
    (line,) = report_page.domain_lines(
        figures(Tally("1", 8, 12, 0.3906, 0.8619, False)), {"1": "Data"}, {"1": "24%"}, SCALE
    )
    assert (line.title, line.weight, line.share, line.low, line.high, line.meets) == ("Data", "24%", 67, 39, 86, False)


def test_a_domain_of_which_nothing_counts_neither_meets_nor_fails():
    (line,) = report_page.domain_lines(figures(Tally("1", 0, 0, 0, 1, False)), {"1": "Data"}, {"1": "24%"}, SCALE)
    assert line.meets is None


def test_a_task_statement_shows_counts_only():
    (line,) = report_page.objective_lines(figures(Tally("1.2", 1, 3, 0, 1, False)), {"1.2": "Ingest"})
    assert (line.code, line.title, line.right, line.counted, line.pips) == ("1.2", "Ingest", 1, 3, [True, False, False])


def test_questions_that_did_not_count_are_told_apart():
    marks = [mark(), mark(scored=False), mark(scored=False, right=None), mark(right=None)]
    assert report_page.set_apart(marks) == SetApart(unscored=2, dropped=1)


@pytest.mark.parametrize(("blank", "told"), [(0, 0), (1, 0), (2, 2)])
def test_blanks_are_told_where_they_are_many(blank, told):
    dropped = mark(right=None, state=State.UNANSWERED)
    blanks = [mark(right=False, state=State.UNANSWERED)] * blank
    assert report_page.many_blanks([*blanks, *[mark(right=False)] * (18 - blank), dropped, mark()]) == told
