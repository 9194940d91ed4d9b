"""Rulings in a candidate's words: what was decided, with the letters that they saw."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_uppercase

from scoring.rules import Ruled, RulingKind, is_right

Choice = frozenset[int]


@dataclass(frozen=True)
class Decision:
    """A ruling on the question at one position; `ruled` numbers options as the revision does."""

    number: int
    position: int
    ruled: Ruled
    sentence: str
    reason: str


def letters(options: Iterable[int], option_order: Sequence[int]) -> str:
    """Options of a revision, by the letters that a candidate saw: “A”, “B and D”, “A, B and D”."""
    seen = sorted(ascii_uppercase[option_order.index(option)] for option in options)
    return " and ".join(filter(None, [", ".join(seen[:-1]), *seen[-1:]]))


def sentence(ruled: Ruled, option_order: Sequence[int]) -> str:
    """A ruling as a sentence."""
    named = letters(ruled.options, option_order)
    counts = "count" if len(ruled.options) > 1 else "counts"
    match ruled.kind:
        case RulingKind.ALSO_RIGHT:
            return f"{named} {counts} as right too."
        case RulingKind.RIGHT_INSTEAD:
            return f"Only {named} {counts} as right, whatever was decided before."
        case RulingKind.FULL_CREDIT:
            return "Every answer counts as right, also a blank."
        case RulingKind.DROP:
            return "The question was dropped and does not count."


def right_choices(key: Choice, rulings: Sequence[Ruled]) -> list[Choice]:
    """Every choice that the key and the rulings about options accept."""
    about_options = [ruled for ruled in rulings if ruled.options]
    choices = dict.fromkeys([key, *(ruled.options for ruled in about_options)])
    return [choice for choice in choices if is_right(choice, key, about_options)]
