"""The keeper: the process that owns both servers of a data folder for as long as anybody uses them."""

import signal
import socket
import time
from pathlib import Path
from types import FrameType

from . import ledger, logs, postgres, process, valkey
from .child import Child
from .place import Place
from .users import Users

PATIENCE_SECONDS = 60
FAILURES_TO_GIVE_UP = 6


class Keeper:
    """Starts the servers, starts them again when they die, and stops them when the last user has gone."""

    def __init__(self, place: Place, listener: socket.socket) -> None:
        self._place = place
        self._users = Users(listener)
        self._servers: list[Child] = []
        self._waiting_since = time.monotonic()
        self._has_explained = False
        self._was_told_to_stop = False

    def keep(self) -> None:
        """Keep the servers until nobody uses them."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop_soon)
        try:
            self._users.attend(0)
            self._prepare()
            while self._users.are_here and not self._was_told_to_stop:
                self._revive_servers()
                self._attend_users()
        except Exception as error:
            self._users.send_away(str(error))
            raise
        finally:
            self._stop()

    @property
    def _page(self) -> Path:
        return self._place.data / "servers.json"

    def _prepare(self) -> None:
        left_over = ledger.read(self._page)
        for name in [name for name, server in left_over.items() if server.is_alive]:
            self._users.tell(f"Stopping a {name} that was left over …")
        process.end(left_over.values(), signal.SIGINT, seconds=10)
        for step in postgres.prepare(self._place):
            self._users.tell(step)
        self._servers = [postgres.server(self._place), valkey.server(self._place)]

    def _revive_servers(self) -> None:
        started = [server.name for server in self._servers if server.revive()]
        if started:
            running = {server.name: server.process for server in self._servers if server.process}
            ledger.write(self._page, running)

    def _attend_users(self) -> None:
        self._users.attend(0.05 if self._users.are_waiting else 0.5)
        if not self._users.are_waiting:
            self._waiting_since = time.monotonic()
            self._has_explained = False
        elif late := [server for server in self._servers if not server.is_ready]:
            self._wait_for(late[0], time.monotonic() - self._waiting_since)
        else:
            self._users.welcome()

    def _wait_for(self, server: Child, waited_seconds: float) -> None:
        if waited_seconds > PATIENCE_SECONDS or server.failures >= FAILURES_TO_GIVE_UP:
            self._users.send_away(f"{server.name} does not start.\n{logs.tail(server.log)}")
        elif waited_seconds > 2 and not self._has_explained:
            self._users.tell(f"Waiting up to {PATIENCE_SECONDS} s for {server.name} to start; see {server.log} …")
            self._has_explained = True

    def _stop(self) -> None:
        self._place.door.unlink(missing_ok=True)
        self._users.close_door()
        for server in self._servers:
            server.tell_to_stop()
        for server in self._servers:
            server.wait_for_end(seconds=30)
        self._users.let_go_at_exit()

    def _stop_soon(self, number: int, frame: FrameType | None) -> None:
        self._was_told_to_stop = True
