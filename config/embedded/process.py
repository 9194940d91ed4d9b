"""Processes known by pid and start time, so that a pid that is used again is never mistaken for its former owner."""

import ctypes
import os
import subprocess
import sys
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from signal import Signals

PR_SET_PDEATHSIG = 1
IS_LINUX = sys.platform == "linux"
_libc = ctypes.CDLL(None) if IS_LINUX else None


@dataclass(frozen=True)
class Process:
    """A process, whether it still runs or not."""

    pid: int
    started: str | None

    @classmethod
    def of(cls, pid: int) -> "Process":
        """Return the process that has the pid now."""
        return cls(pid, _started(pid))

    @property
    def is_alive(self) -> bool:
        """Whether it still runs; a zombie does not."""
        return self.started is not None and _started(self.pid) == self.started

    def ends_within(self, seconds: float) -> bool:
        """Wait for its end."""
        deadline = time.monotonic() + seconds
        while self.is_alive:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        return True

    def kill_group(self) -> bool:
        """Kill what is left of the group that it leads or led; return whether there was anything."""
        # A pid that is somebody else's by now was free before, and so was the group.
        if _started(self.pid) not in {None, self.started}:
            return False
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, Signals.SIGKILL)
            return True
        return False


def end(processes: Collection[Process], number: Signals, seconds: float) -> None:
    """Send the signal to each process, and after so many seconds kill what is left of them and their groups."""
    deadline = time.monotonic() + seconds
    for process in processes:
        if process.is_alive:
            with suppress(ProcessLookupError):
                os.kill(process.pid, number)
    for process in processes:
        process.ends_within(deadline - time.monotonic())
    # A killed process holds its sockets for some moments; a zombie that nobody waits for stays in its group for ever.
    deadline = time.monotonic() + 2
    while [process for process in processes if process.kill_group()] and time.monotonic() < deadline:
        time.sleep(0.02)


def command_line(pid: int) -> str:
    """Return the words that a process was started with; empty where there is none."""
    if not IS_LINUX:
        return output("ps", "-o", "command=", "-p", str(pid))
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""


def output(*command: str) -> str:
    """Return what a program of the system prints; empty where it fails."""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603  (no shell)


def dying_with_parent(number: Signals) -> Callable[[], None]:
    """Return what a child calls before exec, so that it gets the signal when its parent dies (Linux only)."""
    parent = os.getpid()

    def ask() -> None:
        if _libc:
            _libc.prctl(PR_SET_PDEATHSIG, number)
        if os.getppid() != parent:
            os._exit(1)

    return ask


def _started(pid: int) -> str | None:
    if not IS_LINUX:
        state, _, started = output("ps", "-o", "stat=,lstart=", "-p", str(pid)).partition(" ")
        return None if state.startswith("Z") else started.strip() or None
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    # proc(5): the third field is the state, the 22nd the start time in ticks since the boot.
    return None if fields[0] in "ZX" else fields[19]
