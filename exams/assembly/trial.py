"""Questions on trial: they fill unscored places, so that they gather figures before they count."""

from collections.abc import Iterator, Sequence

from exams.assembly.entries import Enemies, Entry
from exams.assembly.quotas import Quota


def within_unscored_places(entries: Sequence[Entry], quotas: Sequence[Quota], enemies: Enemies) -> list[Entry]:
    """Return the entries with no more questions on trial than their domain has unscored places.

    Unseen ones stay first, then those without enemies. So whatever is chosen from the rest, none on trial is scored.
    """
    staying = {entry.question for quota in quotas for entry in _staying(entries, quota.domain, quota.unscored, enemies)}
    return [entry for entry in entries if not entry.on_trial or entry.question in staying]


def _staying(entries: Sequence[Entry], domain: str, places: int, enemies: Enemies) -> Iterator[Entry]:
    on_trial = [entry for entry in entries if entry.on_trial and entry.domain == domain]
    taken: set[int] = set()
    for entry in sorted(on_trial, key=lambda entry: (entry.turn, len(enemies[entry.question]))):
        if len(taken) < places and enemies[entry.question].isdisjoint(taken):
            taken.add(entry.question)
            yield entry
