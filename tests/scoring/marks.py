"""Marks for tests of what is told about them."""

from typing import Any

from exams.palette import State
from scoring.marking import Mark


def mark(position: int = 1, **facts: Any) -> Mark:
    """An answered, scored question of domain 1 that was right from the first."""
    plain: dict[str, Any] = {
        "right": True,
        "first_right": True,
        "scored": True,
        "flagged": False,
        "seconds": 60,
        "state": State.ANSWERED,
        "domain": "1",
    }
    return Mark(position=position, **{**plain, **facts})
