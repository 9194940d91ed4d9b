import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from bench.load.crowd import Timing, percentile
from bench.load.wire import Line

PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX-Own: yes\r\n\r\nkept"
CHUNKED = b"HTTP/1.1 409 Conflict\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nclo\r\n3\r\nsed\r\n0\r\n\r\n"


async def asked(*replies: bytes):
    """What a line makes of the replies of a server, asked over one connection."""
    seen = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for reply in replies:
            seen.append(await reader.readuntil(b"\r\n\r\n"))
            writer.write(reply)
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    line = Line(server.sockets[0].getsockname()[1])
    try:
        return [await line.ask("GET", "/x") for _ in replies], seen
    finally:
        line.close()
        server.close()


def at_the_loop(coroutine):
    """Run it in a thread of its own: a browser that another test has driven leaves a loop in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()


def test_replies_come_over_one_connection_whole_or_in_chunks():
    (plain, chunked), seen = at_the_loop(asked(PLAIN, CHUNKED))
    assert (plain.status, plain.headers["x-own"], plain.body) == (200, "yes", b"kept")
    assert (chunked.status, chunked.body) == (409, b"closed")
    assert seen[0].startswith(b"GET /x HTTP/1.1\r\nHost: 127.0.0.1:")


def test_a_reply_that_breaks_off_is_no_reply():
    with pytest.raises(asyncio.IncompleteReadError):
        at_the_loop(asked(PLAIN.replace(b"4", b"9")))


def test_percentiles_are_values_that_were_measured():
    assert [percentile([3, 1, 2, 4], share) for share in (0, 50, 99)] == [1, 3, 4]
    assert percentile([], 99) == 0
    assert Timing(2.0, [5.0, 7.0]).rate == 1.0
