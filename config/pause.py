"""Leaving Redis alone for a while after it failed, so that not every request waits for the same silence."""

import logging
import time
from collections.abc import Callable

SECONDS = 5.0

logger = logging.getLogger(__name__)


class Pause:
    """What one process knows about one use of Redis: whether it failed less than five seconds ago."""

    def __init__(self, consequence: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._consequence = consequence
        self._clock = clock
        self._until = float("-inf")
        self._has_failed = False

    @property
    def is_on(self) -> bool:
        """Whether Redis is not to be asked now."""
        return self._clock() < self._until

    def begin(self, failure: Exception) -> None:
        """Pause after a failure; only the first of an outage is logged."""
        self._until = self._clock() + SECONDS
        if not self._has_failed:
            logger.warning("%s: %s", self._consequence, failure)
        self._has_failed = True

    def end(self) -> bool:
        """Take note that Redis answered, and say whether that ends an outage."""
        was_out, self._has_failed = self._has_failed, False
        if was_out:
            logger.info("Redis answers again.")
        return was_out
