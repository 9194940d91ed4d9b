import pytest

from exams.palette import State
from scoring.pages.outcomes import Outcome, outcome
from tests.scoring.marks import mark


@pytest.mark.parametrize(
    ("right", "state", "word"),
    [
        (True, State.ANSWERED, Outcome.RIGHT),
        (True, State.UNSEEN, Outcome.RIGHT),
        (False, State.ANSWERED, Outcome.WRONG),
        (False, State.INCOMPLETE, Outcome.INCOMPLETE),
        (False, State.UNANSWERED, Outcome.UNANSWERED),
        (False, State.UNSEEN, Outcome.UNANSWERED),
        (None, State.ANSWERED, Outcome.DROPPED),
    ],
)
def test_a_mark_has_one_word(right, state, word):
    assert outcome(mark(right=right, state=state)) == word
