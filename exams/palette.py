"""The state of a position, as palette, review screen and report tell it."""

from enum import StrEnum


class State(StrEnum):
    UNSEEN = "unseen"
    UNANSWERED = "unanswered"
    INCOMPLETE = "incomplete"
    ANSWERED = "answered"


def state(*, choose: int, chosen: int, seconds: int, counter: int) -> State:
    """The state of a position where `choose` options are asked for and `chosen` are given."""
    if chosen >= choose:
        return State.ANSWERED
    if chosen:
        return State.INCOMPLETE
    return State.UNANSWERED if counter or seconds else State.UNSEEN
