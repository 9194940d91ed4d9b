"""Log files of the processes that run in the background."""

from pathlib import Path
from typing import BinaryIO

LARGEST_BYTES = 5_000_000


def opened(path: Path) -> BinaryIO:
    """Open a log to append to, after setting a large one aside as .old."""
    if path.exists() and path.stat().st_size > LARGEST_BYTES:
        path.replace(path.with_suffix(".old"))
    return path.open("ab")


def tail(path: Path, lines: int = 15) -> str:
    """Return the last lines of a log, under its name."""
    text = path.read_text(errors="replace") if path.exists() else ""
    last = [f"  {line}" for line in text.splitlines()[-lines:]]
    return "\n".join([f"The last lines of {path}:", *last])
