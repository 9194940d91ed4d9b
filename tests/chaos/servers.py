"""PostgreSQL and Valkey for a chaos run alone, so that killing them hurts nobody."""

import os
from contextlib import suppress
from pathlib import Path
from signal import Signals

from config.embedded import logs, postgres, valkey
from config.embedded.account import for_servers, let_pass
from config.embedded.child import Child
from config.embedded.place import CHECKOUT, Place
from config.embedded.process import output
from tests.patience import eventually


class Servers:
    """Both servers over a data folder; whoever kills one starts it again."""

    def __init__(self, data: Path) -> None:
        self.place = Place(data, for_servers(CHECKOUT))
        self.place.make()
        for folder in (data, postgres.binaries(), valkey.binary().parent):
            list(let_pass(self.place.account, folder))
        self._running: dict[str, Child] = {}

    @property
    def database_url(self) -> str:
        return postgres.url(self.place)

    @property
    def redis_url(self) -> str:
        return valkey.url(self.place)

    def start_postgres(self) -> None:
        """Start it and wait until it answers, recovered where it was killed."""
        list(postgres.prepare(self.place))
        self._start(postgres.server(self.place))

    def mend_postgres(self) -> None:
        """Wait until it answers, started again where it died, as whoever supervises it would."""
        self._wait_for(self._running["PostgreSQL"])

    def start_redis(self) -> None:
        self._start(valkey.server(self.place))

    def kill_postgres(self) -> None:
        """Kill it and each of its processes at once, as a power cut would."""
        postmaster = self._running["PostgreSQL"].process
        assert postmaster
        # They lead groups of their own, and would notice the death and tidy up.
        backends = children(postmaster.pid)
        self._kill("PostgreSQL")
        for pid in backends:
            with suppress(ProcessLookupError):
                os.kill(pid, Signals.SIGKILL)

    def kill_redis(self) -> None:
        self._kill("Valkey")

    def stop(self) -> None:
        for server in self._running.values():
            server.tell_to_stop()
        for server in self._running.values():
            server.wait_for_end(seconds=20)

    def _start(self, server: Child) -> None:
        self._running[server.name] = server
        self._wait_for(server)

    def _wait_for(self, server: Child) -> None:
        assert eventually(lambda: self._is_ready(server)), logs.tail(server.log)

    @staticmethod
    def _is_ready(server: Child) -> bool:
        server.revive()
        return server.is_ready

    def _kill(self, name: str) -> None:
        self._running.pop(name).wait_for_end(seconds=0)


def children(pid: int) -> list[int]:
    """The processes that a process has started and that still run."""
    return [int(word) for word in output("ps", "-o", "pid=", "--ppid", str(pid)).split()]
