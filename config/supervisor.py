"""The supervisor of `make run`: keeps the web server, the worker and beat alive, and takes all of them along."""

import os
import signal
import time
from pathlib import Path
from signal import Signals
from types import FrameType

from . import embedded
from .embedded import ledger
from .embedded.child import Child
from .witness import STOP_SECONDS

PARENT = os.getppid()


class Supervisor:
    """Runs children until it is told to stop; the first child is the first to stop."""

    def __init__(self, children: list[Child], page: Path) -> None:
        self._children = children
        self._page = page
        self._was_told_to_stop = False
        for number in (Signals.SIGINT, Signals.SIGTERM, Signals.SIGHUP):
            # After nohup a closed terminal is no reason to stop.
            if number is not Signals.SIGHUP or signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._stop_soon)

    def turn(self, wanted: list[Child]) -> bool:
        """Start those wanted that do not run, wait a moment, and return whether to go on."""
        embedded.join()
        started = [child.name for child in wanted if child.revive()]
        if started:
            ledger.write(self._page, {child.name: child.process for child in self._children if child.process})
        time.sleep(0.1)
        return not self._was_told_to_stop and not self._is_orphan

    def stop(self) -> None:
        """Stop every child with all of its own: the first one alone, then the others together."""
        for several in (self._children[:1], self._children[1:]):
            for child in several:
                child.tell_to_stop()
            for child in several:
                child.wait_for_end(STOP_SECONDS)
        self._page.unlink(missing_ok=True)

    @property
    def _is_orphan(self) -> bool:
        # Make cannot pass a kill -9 on; under a shell, on the other hand, one may outlive one's parent.
        return "MAKELEVEL" in os.environ and os.getppid() != PARENT

    def _stop_soon(self, number: int, frame: FrameType | None) -> None:
        self._was_told_to_stop = True
