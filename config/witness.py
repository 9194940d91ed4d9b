"""The witness of a run: a process that outlives a killed supervisor and ends what that one has left behind."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import Signals

from .embedded import ledger, process

STOP_SECONDS = 10


@contextmanager
def witness(page: Path) -> Iterator[None]:
    """Let another process end what the ledger's page names, when this one dies before the block has ended."""
    until_death, life = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(life)
        _wait_and_end(until_death, page)
    os.close(until_death)
    try:
        yield
    finally:
        os.close(life)
        os.waitpid(pid, 0)


def end_left_over(page: Path) -> None:
    """End what the ledger's page names."""
    process.end(ledger.read(page).values(), Signals.SIGTERM, STOP_SECONDS)
    page.unlink(missing_ok=True)


def _wait_and_end(until_death: int, page: Path) -> None:
    # The lock of the run stays open here: nobody else starts before the end of what was left over.
    try:
        os.setsid()
        signal.signal(Signals.SIGTERM, signal.SIG_IGN)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nowhere, standard)
        os.read(until_death, 1)
        end_left_over(page)
    finally:
        os._exit(0)
