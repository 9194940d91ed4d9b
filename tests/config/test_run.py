"""`make run` starts everything, keeps it alive, and leaves no process behind, however it ends."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.place import CHECKOUT
from config.embedded.process import Process
from tests.config.joiner import bare_environment, family, sockets_of
from tests.patience import PATIENCE_SECONDS, eventually
from tests.stack import free_port

RUN = [sys.executable, "-m", "config.run"]


class Run:
    """One `make run`, without make."""

    def __init__(self, data: Path, port: int, command: list[str] = RUN, **environment: str) -> None:
        self.port = port
        self.process = subprocess.Popen(
            command,
            cwd=CHECKOUT,
            env=bare_environment(REHEARSAL_DATA=str(data), PORT=str(port), **environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def is_up(self) -> "Run":
        said = []
        for line in self.process.stdout:
            said.append(line)
            if line.startswith(f"Rehearsal is at http://127.0.0.1:{self.port} "):
                return self
        raise AssertionError("".join(said))

    def status(self) -> int:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=PATIENCE_SECONDS) as reply:
            return reply.status

    def answers(self) -> bool:
        try:
            return self.status() == 200
        except OSError:
            return False

    def family(self) -> dict[Process, str]:
        return family(self.process.pid)

    def members(self, words: str) -> list[Process]:
        """The processes whose command line has the words, the oldest first."""
        members = [process for process, args in self.family().items() if words in args]
        return sorted(members, key=lambda process: process.pid)

    def member(self, words: str) -> Process | None:
        """The oldest of them."""
        return next(iter(self.members(words)), None)

    def ends(self) -> tuple[int, str]:
        said, _ = self.process.communicate(timeout=PATIENCE_SECONDS)
        return self.process.returncode, said


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    data = tmp_path_factory.mktemp("data")
    yield data
    shutil.rmtree(sockets_of(data))


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture(scope="class")
def run(data: Path) -> Iterator[Run]:
    run = Run(data, free_port()).is_up()
    yield run
    run.process.terminate()
    run.ends()


def survivors(processes: dict[Process, str]) -> set[str]:
    """The command lines of those that do not end; a killed process is gone only some moments later."""
    eventually(lambda: not any(process.is_alive for process in processes))
    return {args for process, args in processes.items() if process.is_alive}


class TestRunning:
    def test_second_run_names_the_first(self, data: Path, run: Run) -> None:
        second = Run(data, run.port).ends()

        assert second == (1, f"Rehearsal already runs from this folder, at http://127.0.0.1:{run.port}.\n")
        assert run.status() == 200

    @pytest.mark.parametrize("words", ["granian", "-m embedded"])
    def test_what_dies_is_started_again(self, run: Run, words: str) -> None:
        dead = run.member(words)

        os.kill(dead.pid, signal.SIGKILL)

        assert eventually(lambda: run.member(words) not in [None, dead])
        assert eventually(run.answers)


def test_ctrl_c_stops_everything(data: Path, port: int) -> None:
    run = Run(data, port).is_up()
    assert eventually(lambda: run.member("celery -A config worker") and run.member("celery -A config beat"))
    running = run.family()

    run.process.send_signal(signal.SIGINT)

    assert run.ends() == (0, "Stopping …\n")
    assert survivors(running) == set()


def test_nothing_outlives_a_killed_run_even_if_it_hangs(data: Path, port: int) -> None:
    run = Run(data, port).is_up()
    running = run.family()

    os.kill(run.member("granian").pid, signal.SIGSTOP)
    run.process.kill()

    assert survivors(running) == set()


def test_run_ends_what_was_left_over_of_an_earlier_one(data: Path, port: int) -> None:
    run = Run(data, port).is_up()
    running = run.family()

    for process in [run.member("granian"), *run.members("config.run")]:
        os.kill(process.pid, signal.SIGKILL)

    next_run = Run(data, port).is_up()
    assert survivors(running) == set()
    next_run.process.terminate()
    assert next_run.ends() == (0, "Stopping …\n")


def test_a_killed_make_takes_the_run_along(data: Path, port: int) -> None:
    make = Run(data, port, ["sh", "-c", '"$@"; exit', "make", *RUN], MAKELEVEL="1").is_up()
    running = make.family()

    make.process.kill()

    assert survivors(running) == set()


def test_a_taken_port_is_named_before_anything_is_started(tmp_path: Path, port: int) -> None:
    with socket.socket() as stranger:
        stranger.bind(("127.0.0.1", port))
        stranger.listen()
        refused = Run(tmp_path, port).ends()

    assert refused == (1, f"Port {port} is taken by another program; choose one: make run PORT={port + 1}\n")
    assert not (tmp_path / "postgres").exists()
    shutil.rmtree(sockets_of(tmp_path))


def test_a_web_server_that_does_not_start_says_why(data: Path, port: int) -> None:
    status, said = Run(data, port, GRANIAN_LOG_CONFIG="/nowhere").ends()

    assert status == 1
    assert "The web server does not start." in said
    assert "'/nowhere' does not exist" in said
