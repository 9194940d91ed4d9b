"""A user's side: enter the house of the servers, open it where it is closed, and leave."""

import fcntl
import json
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from . import logs
from .errors import CannotStart
from .place import Place

PATIENCE_SECONDS = 120


class Entrance:
    """The way in: a connection to the keeper, who counts this process as a user for as long as it is open."""

    def __init__(self) -> None:
        self._connection: socket.socket | None = None
        self._keeper: subprocess.Popen[bytes] | None = None

    @property
    def was_used(self) -> bool:
        """Whether this process has entered, and not left."""
        return self._connection is not None

    @property
    def is_lost(self) -> bool:
        """Whether the keeper has died since this process entered."""
        try:
            return self._connection is not None and self._connection.recv(1, socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True

    def enter(self, place: Place, say: Callable[[str], None]) -> None:
        """Become a user, and say what takes long; raise CannotStart."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            connection = _knock(place) or self._open_house(place)
            if connection and _is_admitted(connection, say):
                self._connection = connection
                return
            # Another keeper is just stopping.
            time.sleep(0.05)
        raise CannotStart(f"No way in for {PATIENCE_SECONDS} s.\n{logs.tail(place.log('keeper'))}")

    def leave(self) -> None:
        """Be a user no more; where this was the last one, return when the servers have stopped."""
        if self._connection:
            with self._connection, suppress(OSError):
                self._connection.settimeout(PATIENCE_SECONDS)
                self._connection.shutdown(socket.SHUT_WR)
                self._connection.recv(1)
            self._connection = None

    def _open_house(self, place: Place) -> socket.socket | None:
        """Start the keeper, unless one still holds the lock, and return the first connection to it."""
        with (place.data / "keeper.lock").open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return None
            place.door.unlink(missing_ok=True)
            with closing(socket.socket(socket.AF_UNIX)) as door:
                door.bind(str(place.door))
                door.listen()
                # The keeper finds its first user at the door, or, where that one has died, nobody, and goes.
                connection = _knock(place)
                self._start_keeper(place, lock.fileno(), door.fileno())
                return connection

    def _start_keeper(self, place: Place, lock: int, door: int) -> None:
        # Lock and door pass to the keeper open: at no time is there a second keeper, or none behind the door.
        # As the package "embedded", without "config", it does not import Celery.
        with logs.opened(place.log("keeper")) as log:
            self._keeper = subprocess.Popen(  # noqa: S603  (no shell)
                [sys.executable, "-m", "embedded", str(place.data), str(lock), str(door)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=Path(__file__).parents[1],
                pass_fds=[lock, door],
                start_new_session=True,
            )


def _knock(place: Place) -> socket.socket | None:
    connection = socket.socket(socket.AF_UNIX)
    try:
        connection.connect(str(place.door))
    except (FileNotFoundError, ConnectionRefusedError):
        connection.close()
        return None
    return connection


def _is_admitted(connection: socket.socket, say: Callable[[str], None]) -> bool:
    connection.settimeout(PATIENCE_SECONDS)
    with suppress(ConnectionError), connection.makefile() as lines:
        for line in lines:
            match json.loads(line):
                case {"say": text}:
                    say(text)
                case {"failed": reason}:
                    raise CannotStart(reason)
                case {"ready": True}:
                    connection.settimeout(None)
                    return True
    connection.close()
    return False
