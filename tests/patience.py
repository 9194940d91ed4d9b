"""How long tests wait for a fact: far longer than a loaded machine needs, since only a failing test waits it out."""

import time
from collections.abc import Callable

PATIENCE_SECONDS = 120


def eventually(fact: Callable[[], object], pause_seconds: float = 0.05) -> bool:
    """Wait for a fact; say whether it came."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (is_so := fact()) and time.monotonic() < deadline:
        time.sleep(pause_seconds)
    return bool(is_so)
