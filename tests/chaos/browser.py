"""As much of a browser as an exam needs: cookies, one line kept open, and ten seconds of patience."""

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

# As long as static/js/room/wire.js waits.
PATIENCE_SECONDS = 10


class Unreachable(Exception):
    """No answer, half an answer, or none in time."""


@dataclass(frozen=True)
class Reply:
    """What a server answered."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Browser:
    """Asks one site on this machine, a question at a time; where it has several ports, one that takes the call."""

    def __init__(self, ports: list[int]) -> None:
        self._ports = ports
        self._cookies = SimpleCookie()
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, **headers: str) -> Reply:
        return await self._ask("GET", path, headers)

    async def submit(self, path: str, **form: str) -> Reply:
        """Send a form."""
        body = urlencode({**form, "csrfmiddlewaretoken": self._token}).encode()
        return await self._ask("POST", path, {"Content-Type": "application/x-www-form-urlencoded"}, body)

    async def post(self, path: str, body: Any) -> Reply:
        """Send JSON, as the exam room's scripts do."""
        headers = {"Content-Type": "application/json", "X-CSRFToken": self._token}
        return await self._ask("POST", path, headers, json.dumps(body).encode())

    async def _ask(self, method: str, path: str, headers: dict[str, str], body: bytes = b"") -> Reply:
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                reply = await self._exchange(self._request(method, path, headers, body))
        except (OSError, EOFError, ValueError) as error:
            self._hang_up()
            raise Unreachable(repr(error)) from error
        for cookie in reply.headers.get_all("Set-Cookie", []):
            self._cookies.load(cookie)
        if reply.headers.get("Connection", "").lower() == "close":
            self._hang_up()
        return reply

    def _request(self, method: str, path: str, headers: dict[str, str], body: bytes) -> bytes:
        facts = {
            "Host": f"127.0.0.1:{self._ports[0]}",
            "Cookie": "; ".join(f"{name}={cookie.value}" for name, cookie in self._cookies.items()),
            "Content-Length": str(len(body)),
            **headers,
        }
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in facts.items() if value)]
        return "\r\n".join([*lines, "", ""]).encode() + body

    async def _exchange(self, request: bytes) -> Reply:
        if self._line is None:
            self._line = await self._call()
        reader, writer = self._line
        writer.write(request)
        await writer.drain()
        status, _, fields = (await reader.readuntil(b"\r\n\r\n")).partition(b"\r\n")
        headers = BytesHeaderParser().parsebytes(fields)
        return Reply(int(status.split()[1]), headers, await _body(reader, headers))

    async def _call(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        for port in self._ports[:-1]:
            with suppress(ConnectionRefusedError):
                return await asyncio.open_connection("127.0.0.1", port)
        return await asyncio.open_connection("127.0.0.1", self._ports[-1])

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line[1].close()
            self._line = None

    @property
    def _token(self) -> str:
        token = self._cookies.get("csrftoken")
        return token.value if token else ""


async def _body(reader: asyncio.StreamReader, headers: Message) -> bytes:
    if "chunked" not in headers.get("Transfer-Encoding", ""):
        return await reader.readexactly(int(headers.get("Content-Length", 0)))
    chunks = []
    while size := int(await reader.readline(), 16):
        chunks.append(await reader.readexactly(size))
        await reader.readline()
    await reader.readline()
    return b"".join(chunks)
