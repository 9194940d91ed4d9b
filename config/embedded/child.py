"""A process that runs for as long as its parent wants it: started again when it dies, stopped with all of its own."""

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from signal import Signals
from typing import Any

from . import logs
from .process import Process, dying_with_parent

# A child that ran for so long and then died had started well.
STEADY_SECONDS = 10


@dataclass
class Child:
    """How a child is started, told to stop, and asked whether it is ready."""

    name: str
    command: list[str]
    log: Path
    folder: Path
    environment: dict[str, str] | None = None
    privileges: dict[str, Any] = field(default_factory=dict)
    stops_on: Signals = Signals.SIGTERM
    answers: Callable[[], bool] = lambda: True
    failures: int = 0
    process: Process | None = None
    _running: subprocess.Popen[bytes] | None = None
    _started_at: float = 0.0
    _next_start: float = 0.0

    @property
    def is_ready(self) -> bool:
        """Whether it runs, and answers."""
        return self.process is not None and self.process.is_alive and self.answers()

    def revive(self) -> bool:
        """Start the child where it does not run, each time after a longer pause; return whether it was started."""
        if self.process and not self.process.is_alive:
            self._bury()
            now = time.monotonic()
            self.failures = self.failures + 1 if now - self._started_at < STEADY_SECONDS else 1
            self._next_start = now + min(0.2 * self.failures, 5)
        if self.process or time.monotonic() < self._next_start:
            return False
        self._start()
        return True

    def tell_to_stop(self) -> None:
        """Ask the child to stop, without waiting."""
        if self._running:
            self._running.send_signal(self.stops_on)

    def wait_for_end(self, seconds: float) -> None:
        """Wait for the end of a child that was told to stop; after so many seconds insist."""
        if self.process:
            self.process.ends_within(seconds)
            self._bury()

    def _start(self) -> None:
        with logs.opened(self.log) as log:
            self._running = subprocess.Popen(  # noqa: S603  (no shell)
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=self.environment,
                start_new_session=True,
                preexec_fn=dying_with_parent(self.stops_on),  # noqa: PLW1509  (no parent of children has threads)
                **self.privileges,
            )
        self._started_at = time.monotonic()
        self.process = Process.of(self._running.pid)

    def _bury(self) -> None:
        if self.process and self._running:
            # Until the child is waited for, its pid and group are nobody else's.
            self.process.kill_group()
            self._running.wait()
        self.process = self._running = None
