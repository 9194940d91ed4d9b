"""Bytes as text: by its byte order mark, else UTF-8, else the likeliest old encoding, with each doubt named."""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

from questions.drafts import Level, Problem

MARKS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
MOST_DOUBTS = 20
NOT_ASCII = bytes(range(128, 256))
WESTERN_SHARE = 0.1
SAMPLE = 4096
ZEROS_SHARE = 0.7


@dataclass(frozen=True)
class Text:
    """A file's text, its lines ended by \n alone; the encoding that was taken, and a warning for each doubtful line."""

    content: str
    encoding: str
    doubts: tuple[Problem, ...] = ()


def decode(name: str, content: bytes) -> Text:
    """The text of a file, whatever its bytes."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _clean(name, content.removeprefix(codecs.BOM_UTF8).decode(encoding, "replace"), encoding)
    if encoding := _unmarked(content):
        return _clean(name, content.decode(encoding, "replace"), encoding)
    try:
        return _clean(name, content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _guessed(name, content)


def _unmarked(content: bytes) -> str:
    """UTF-16 that does not say so, by the zero that is half of each of its Latin letters; empty where it is not."""
    sample = content[:SAMPLE]
    for zeros, letters, encoding in (
        (sample[1::2], sample[::2], "utf-16-le"),
        (sample[::2], sample[1::2], "utf-16-be"),
    ):
        if zeros.count(0) > ZEROS_SHARE * len(letters) and not letters.count(0):
            return encoding
    return ""


def _guessed(name: str, content: bytes) -> Text:
    encoding = _likeliest(content)
    text = content.decode(encoding, "replace")
    doubtful = [number for number, line in enumerate(text.splitlines(), 1) if not line.isascii()]
    message = f"is not UTF-8; it was read as {encoding}. Look at its accents."
    doubts = [Problem(f"{name}, line {number}", message, Level.WARNING) for number in doubtful[:MOST_DOUBTS]]
    if len(doubtful) > MOST_DOUBTS:
        more = f"{len(doubtful) - MOST_DOUBTS} more lines are not UTF-8; they were read as {encoding}."
        doubts.append(Problem(name, more, Level.WARNING))
    return Text(_lines(text), encoding, tuple(doubts))


def _likeliest(content: bytes) -> str:
    # A few accents among ASCII are Western; a text full of other bytes is for the detector.
    others = len(content) - len(content.translate(None, NOT_ASCII))
    if others <= WESTERN_SHARE * len(content):
        return "windows-1252"
    best = from_bytes(content[:100_000]).best()
    return best.encoding if best else "windows-1252"


def _clean(name: str, text: str, encoding: str) -> Text:
    text = _lines(text)
    broken = [number for number, line in enumerate(text.split("\n"), 1) if "\N{REPLACEMENT CHARACTER}" in line]
    doubts = [
        Problem(
            f"{name}, line {number}", "has characters that cannot be read; they show as �. Mend them.", Level.WARNING
        )
        for number in broken[:MOST_DOUBTS]
    ]
    if len(broken) > MOST_DOUBTS:
        more = f"{len(broken) - MOST_DOUBTS} more lines have characters that cannot be read."
        doubts.append(Problem(name, more, Level.WARNING))
    return Text(text, encoding, tuple(doubts))


def _lines(text: str) -> str:
    # PostgreSQL's text holds no NUL.
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\N{REPLACEMENT CHARACTER}")
