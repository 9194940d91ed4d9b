"""HTTP over connections that are kept, as a proxy before the web server keeps them."""

import asyncio
from dataclasses import dataclass, field

LARGEST_HEAD = 64 * 1024


@dataclass(frozen=True)
class Reply:
    """A status, the headers by lower-case names, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Line:
    """One connection to a server; asked again after either side closed it, it is opened anew."""

    port: int
    host: str = "127.0.0.1"
    _ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = field(default=None, repr=False)

    async def ask(self, method: str, path: str, headers: str = "", body: bytes = b"") -> Reply:
        """Send a request and wait for the whole reply; the headers end in CRLF each."""
        length = f"Content-Length: {len(body)}\r\n" if method == "POST" else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n{headers}{length}\r\n"
        if self._ends and self._ends[0].at_eof():
            self.close()
        reader, writer = self._ends or await self._open()
        try:
            writer.write(head.encode() + body)
            reply = await _read(reader)
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            raise
        if reply.headers.get("connection") == "close":
            self.close()
        return reply

    def close(self) -> None:
        if self._ends:
            self._ends[1].close()
            self._ends = None

    async def _open(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self._ends = await asyncio.open_connection(self.host, self.port, limit=LARGEST_HEAD)
        return self._ends


async def _read(reader: asyncio.StreamReader) -> Reply:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.rstrip("\r\n").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
    if headers.get("transfer-encoding") == "chunked":
        return Reply(int(first.split(" ")[1]), headers, await _chunks(reader))
    return Reply(int(first.split(" ")[1]), headers, await reader.readexactly(int(headers.get("content-length", 0))))


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    parts = []
    while size := int(await reader.readuntil(b"\r\n"), 16):
        parts.append((await reader.readexactly(size + 2))[:-2])
    await reader.readuntil(b"\r\n")
    return b"".join(parts)
