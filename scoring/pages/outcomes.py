"""What became of a question, in one word."""

from enum import StrEnum

from exams.palette import State
from scoring.marking import Mark


class Outcome(StrEnum):
    RIGHT = "right"
    WRONG = "wrong"
    INCOMPLETE = "incomplete"
    UNANSWERED = "unanswered"
    DROPPED = "dropped"


def outcome(mark: Mark) -> Outcome:
    """The word for a mark: a blank is unanswered rather than wrong, though it costs the same."""
    if mark.right is None:
        return Outcome.DROPPED
    if mark.right:
        return Outcome.RIGHT
    if mark.state == State.ANSWERED:
        return Outcome.WRONG
    return Outcome.INCOMPLETE if mark.state == State.INCOMPLETE else Outcome.UNANSWERED
