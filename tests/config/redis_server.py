"""A Redis of a test's own, to be killed, stopped in its tracks, and brought back."""

import os
import signal
import subprocess
from pathlib import Path

from redis import Redis, RedisError

from config.embedded import valkey
from tests.patience import eventually


class RedisServer:
    """A server on a socket in a folder; not started yet."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"unix://{self._folder}/redis.sock?db=0"

    @property
    def client(self) -> Redis:
        return Redis.from_url(self.url, decode_responses=True, socket_timeout=10)

    def starts(self) -> None:
        socket = ["--port", "0", "--unixsocket", str(self._folder / "redis.sock")]
        self._process = subprocess.Popen(
            [str(valkey.binary()), *socket, "--save", "", "--dir", str(self._folder)],
            stdout=subprocess.DEVNULL,
        )
        assert eventually(self._answers)

    def dies(self) -> None:
        if self._process:
            self._process.kill()
            self._process.wait()

    def hangs(self) -> None:
        """Take connections and commands, and answer nothing."""
        os.kill(self._process.pid, signal.SIGSTOP)

    def goes_on(self) -> None:
        os.kill(self._process.pid, signal.SIGCONT)

    def _answers(self) -> bool:
        try:
            return self.client.ping()
        except RedisError:
            return False
