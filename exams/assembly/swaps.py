"""Swaps that better a selection and leave the order in which its questions were seen as it is."""

import math
from collections import defaultdict
from collections.abc import Callable, Sequence

from exams.assembly.entries import Entry
from exams.assembly.selection import Selection


def even_out(selection: Selection, entries: Sequence[Entry]) -> None:
    """Swap until no swap spreads the places of a domain more evenly over its objectives."""
    # Without enemies the places were filled evenly, so only a question that has some can be the better choice.
    rivals = [entry for entry in entries if selection.enemies[entry.question]]
    while _swap_one(selection, rivals, lambda leaving, entering: selection.unevenness(leaving, entering) < 0):
        pass


def mix_kinds(selection: Selection, entries: Sequence[Entry], share: tuple[float, float]) -> None:
    """Swap until the share of multiple-response questions is within its bounds, or no swap brings it closer."""
    # Rounded, since in floating point 0.28 x 25 is a little above 7.
    low, high = (round(bound * len(selection.chosen), 6) for bound in share)
    least = math.ceil(low)
    most = max(math.floor(high), least)
    multiple = sum(entry.multiple for entry in selection.chosen.values())
    more = multiple < least
    for _ in range(least - multiple if more else multiple - most):
        if not _swap_one(
            selection,
            entries,
            lambda leaving, entering: (
                entering.multiple == more != leaving.multiple and selection.unevenness(leaving, entering) <= 0
            ),
        ):
            break


def _swap_one(selection: Selection, entries: Sequence[Entry], improves: Callable[[Entry, Entry], bool]) -> bool:
    equals = defaultdict(list)
    for entry in reversed(selection.chosen.values()):
        equals[entry.domain, entry.last_seen, entry.on_trial].append(entry)
    for entering in entries:
        if entering.question not in selection.chosen:
            for leaving in equals[entering.domain, entering.last_seen, entering.on_trial]:
                if improves(leaving, entering) and selection.allows(leaving, entering):
                    selection.swap(leaving, entering)
                    return True
    return False
