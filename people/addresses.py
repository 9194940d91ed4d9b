"""E-mail addresses that somebody pastes: lines, or whatever a mail program makes of a list."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

MOST = 500
LONGEST = 254


@dataclass(frozen=True)
class Pasted:
    """Addresses in lower case, each once; and what is none, with the line on which it stands, from 1."""

    addresses: tuple[str, ...]
    wrong: tuple[tuple[int, str], ...]


def read(text: str) -> Pasted:
    found: dict[str, None] = {}
    wrong = []
    for line, written in _pieces(text):
        address = _bare(written)
        if _is_address(address):
            found[address] = None
        else:
            wrong.append((line, written))
    return Pasted(tuple(found), tuple(wrong))


def how_many(text: str) -> int:
    """How many there are, looked at no further."""
    return sum(1 for _ in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    for line, written in enumerate(text.splitlines(), 1):
        for piece in re.split("[,;]", written):
            if piece.strip():
                yield line, piece.strip()


def _bare(written: str) -> str:
    """The address in “Ada Lovelace <ada@example.org>”."""
    named = re.fullmatch(r"[^<>]*<([^<>]+)>", written)
    return (named[1] if named else written).strip().lower()


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return len(address) <= LONGEST
