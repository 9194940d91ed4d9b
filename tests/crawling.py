"""Asks at every address as somebody, and tells all that came back as text."""

import io
import re
from collections.abc import Container, Iterator, Sequence
from zipfile import ZipFile, is_zipfile

from django.contrib.staticfiles.finders import get_finders
from django.http import HttpResponse
from django.test import Client

from tests import permissions
from tests.permissions import World

# Any other header would have to be looked at: what does it tell?
HEADERS = {
    *("Allow", "Cache-Control", "Content-Disposition", "Content-Length", "Content-Security-Policy", "Content-Type"),
    *("Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Expires", "Location", "Permissions-Policy"),
    *("Referrer-Policy", "Vary", "X-Content-Type-Options", "X-Frame-Options", "HX-Redirect", "HX-Refresh"),
    *("HX-Reswap", "HX-Retarget", "Retry-After", "X-Robots-Tag", "X-Request-ID"),
}
AS_A_PART = {"HX-Request": "true"}
CHANGING = re.compile(
    r'seconds_left": ?[\d.]+|token" value="\w+"|X-CSRFToken": "\w+"|\d\d:\d\d(:\d\d)?|Expires: .*|Content-Length: .*'
    r'|X-Request-ID: .*|"challenge": ?"[\w=-]+"|DTSTAMP.*|rehearsal-data-[\d-]+'
)


WAYS = [("GET", None), ("POST", None), ("GET", AS_A_PART)]


def answers(
    world: World,
    who: str,
    *,
    through: Client = permissions.door,
    only: Container[str] | None = None,
    ways: Sequence[tuple[str, dict[str, str] | None]] = WAYS,
) -> dict[str, str]:
    """By method and name, what somebody is told at each address: as a page, to what they send, and as a fragment."""
    told = {}
    for name, route in permissions.addresses():
        if only is not None and name not in only:
            continue
        address = world.address(name, route)
        for method, headers in ways:
            reply = world.ask(who, method, address, through=through, headers=headers)
            told[f"{method} {name}{' as a part' if headers else ''}"] = as_text(reply)
    return told


def as_text(reply: HttpResponse) -> str:
    """All of a reply: status, headers, cookies but for their tokens, and what is in its body."""
    headers = "".join(f"{name}: {value}\n" for name, value in reply.headers.items())
    return f"{reply.status_code}\n{headers}\n{_readable(reply.content)}"


def unknown_headers(told: dict[str, str]) -> set[str]:
    """Headers that nobody has looked at yet."""
    return {
        line.partition(":")[0]
        for text in told.values()
        for line in text.partition("\n\n")[0].splitlines()[1:]
        if line.partition(":")[0] not in HEADERS
    }


def lasting(told: dict[str, str]) -> dict[str, str]:
    """The answers without what changes from one moment to the next."""
    return {name: CHANGING.sub("", text) for name, text in told.items()}


def static_files() -> Iterator[tuple[str, str]]:
    """Every file that a page may load, source maps too, by name; of pictures and fonts what is text in them."""
    for finder in get_finders():
        for path, storage in finder.list([]):
            with storage.open(path) as file:
                yield path, file.read().decode(errors="replace")


def _readable(content: bytes) -> str:
    """A body as text; of an archive, all its files."""
    packed = io.BytesIO(content)
    if is_zipfile(packed):
        with ZipFile(packed) as archive:
            return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
    return content.decode(errors="replace")
