"""Clients that send a byte a second: `python -m tests.chaos.slow PORT COUNT`."""

import asyncio
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from signal import Signals

from config.embedded.place import CHECKOUT
from config.embedded.process import dying_with_parent
from tests.patience import PATIENCE_SECONDS

TOKEN = "t" * 32


@contextmanager
def clients(port: int, count: int) -> Iterator[None]:
    """So many of them, all connected, until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.chaos.slow", str(port), str(count)],
        cwd=CHECKOUT,
        stdout=subprocess.PIPE,
        preexec_fn=dying_with_parent(Signals.SIGKILL),  # noqa: PLW1509  (the tests have no threads)
    )
    try:
        assert process.stdout
        assert process.stdout.readline() == b"all are here\n"
        yield
        assert process.poll() is None
    finally:
        process.kill()
        process.wait()


def status_without_a_body(port: int, path: str, kind: str) -> int:
    """What a server says to somebody who announces 100 MB and sends none of them."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS) as line:
        line.sendall(_head(port, path, kind, 100_000_000))
        return int(line.recv(12).split()[1])


def _head(port: int, path: str, kind: str, length: int) -> bytes:
    facts = {
        "Host": f"127.0.0.1:{port}",
        "Cookie": f"csrftoken={TOKEN}",
        "X-CSRFToken": TOKEN,
        "Content-Type": kind,
        "Content-Length": length,
    }
    return "\r\n".join([f"POST {path} HTTP/1.1", *(f"{name}: {fact}" for name, fact in facts.items()), "", ""]).encode()


async def _dawdle(port: int, arrived: asyncio.Barrier) -> None:
    is_new = True
    while True:
        with suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(_head(port, "/accounts/login/", "application/x-www-form-urlencoded", 100_000))
            if is_new:
                await arrived.wait()
                is_new = False
            while not reader.at_eof():
                writer.write(b"a")
                await writer.drain()
                await asyncio.sleep(1)


async def _main(port: int, count: int) -> None:
    arrived = asyncio.Barrier(count + 1)
    async with asyncio.TaskGroup() as all_of_them:
        for _ in range(count):
            all_of_them.create_task(_dawdle(port, arrived))
        await arrived.wait()
        print("all are here", flush=True)


if __name__ == "__main__":
    asyncio.run(_main(int(sys.argv[1]), int(sys.argv[2])))
