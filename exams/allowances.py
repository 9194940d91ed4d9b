"""What granted accommodations add to an exam's time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

FACTORS = {"1.25": 1.25, "1.5": 1.5, "2": 2.0}
EXTRA_TIME = "extra time for non-native English speakers"


@dataclass(frozen=True)
class Change:
    """Time that a candidate has more, or less, than the blueprint's from the start, and why."""

    by: timedelta
    reason: str


def changes(allowed: timedelta, extra: timedelta, kinds: Collection[str]) -> list[Change]:
    """The time added to `allowed`: by the greatest factor granted, and by the exam's `extra` minutes, each once."""
    found = []
    factor = max((FACTORS[kind] for kind in kinds if kind in FACTORS), default=1.0)
    if factor > 1:
        by = timedelta(seconds=round(allowed.total_seconds() * (factor - 1)))
        found.append(Change(by, f"{factor:g} times the time"))
    if "extra" in kinds and extra:
        found.append(Change(extra, EXTRA_TIME))
    return found
