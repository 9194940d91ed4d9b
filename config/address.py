"""Where the web server of `make run` listens."""

import errno
import http.client
import ipaddress
import os
import socket
from dataclasses import dataclass

from .embedded import CannotStart

ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  (names them, binds nothing)


@dataclass(frozen=True)
class Address:
    """A host and a port of this machine."""

    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine's own users reach it."""
        try:
            return self.host == "localhost" or ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def allowed_hosts(self) -> str:
        """The names that a browser may call it by, as ALLOWED_HOSTS takes them."""
        return "*" if self.host in ANYWHERE else f"127.0.0.1,localhost,[::1],{self._in_url(self.host)}"

    @property
    def url(self) -> str:
        """The address to type into a browser on this machine."""
        return f"http://{self._in_url(ANYWHERE.get(self.host, self.host))}:{self.port}"

    def refuse_if_taken(self) -> None:
        """Raise CannotStart where another program listens, or where nobody can."""
        try:
            family, kind, _, _, place = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)[0]
            with socket.socket(family, kind) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(place)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                reason = f"Port {self.port} is taken by another program; choose one: make run PORT={self.port + 1}"
            else:
                reason = f"Cannot listen on {self.host} port {self.port}: {error.strerror}."
            raise CannotStart(reason) from error

    def answers(self) -> bool:
        """Whether Rehearsal is up there."""
        connection = http.client.HTTPConnection(ANYWHERE.get(self.host, self.host), self.port, timeout=2)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    @staticmethod
    def _in_url(host: str) -> str:
        return f"[{host}]" if ":" in host else host


def chosen() -> Address:
    """Return what HOST and PORT say; raise CannotStart where PORT is no port."""
    port = os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CannotStart(f"PORT must be a number from 1 to 65535, not {port!r}.")
    return Address(os.environ.get("HOST") or "127.0.0.1", int(port))
