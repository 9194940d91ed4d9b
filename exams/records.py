"""A record of a response as a browser sends it: read strictly, since every field may be forged."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

MAX_COUNTER = 1_000_000
MAX_SECONDS = 7 * 24 * 3600
MAX_OPTIONS = 12
MAX_RECORDS = 1000
DEVICE = re.compile(r"[0-9a-f]{16}")

Stamp = tuple[int, str]


class Malformed(ValueError):
    """What was sent is not what the exam room sends; the message says which part."""


@dataclass(frozen=True)
class Record:
    """What the candidate gave for one position, with the stamp of the edit. Options are numbered as shown, from 0."""

    position: int
    counter: int
    device: str
    chosen: tuple[int, ...]
    flagged: bool
    struck: tuple[int, ...]
    seconds: int
    claimed_at: datetime | None = None

    @property
    def stamp(self) -> Stamp:
        return self.counter, self.device

    @property
    def highest(self) -> int:
        """The last of the options that it names, -1 where it names none."""
        return max((*self.chosen, *self.struck), default=-1)


def misfit(position: int) -> Malformed:
    """The refusal of a record that does not belong to the paper."""
    return Malformed(f"Position {position}: it is not on the paper, or the choice does not fit its question.")


def parse(text: bytes) -> Any:
    """JSON from a stranger; raises Malformed."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed("The request is not JSON.") from error


def read(body: Any) -> list[Record]:
    """Read the `responses` of a request; raises Malformed."""
    lines = body.get("responses") if isinstance(body, dict) else None
    if not isinstance(lines, list) or len(lines) > MAX_RECORDS:
        raise Malformed("“responses” must be a list of records.")
    records = [_record(line) for line in lines]
    if len({record.position for record in records}) < len(records):
        raise Malformed("A position stands twice in one request.")
    return records


def _record(line: Any) -> Record:
    if not isinstance(line, dict):
        raise Malformed("A record must be an object.")
    counter, device = _whole(line, "counter", 0, MAX_COUNTER), line.get("device")
    # Counter 0 belongs to a position that was seen and never edited, so no device stands beside it.
    if not isinstance(device, str) or not (DEVICE.fullmatch(device) if counter else device == ""):
        raise Malformed("“device” must be 16 hexadecimal digits.")
    flagged = line.get("flagged")
    if not isinstance(flagged, bool):
        raise Malformed("“flagged” must be true or false.")
    if not counter and (flagged or line.get("chosen") or line.get("struck")):
        raise Malformed("A visit without an edit cannot say anything.")
    return Record(
        position=_whole(line, "position", 1, 1000),
        counter=counter,
        device=device,
        chosen=_options(line, "chosen"),
        flagged=flagged,
        struck=_options(line, "struck"),
        seconds=_whole(line, "seconds", 0, MAX_SECONDS),
        claimed_at=_claimed_at(line.get("claimed_at")),
    )


def _whole(line: dict[str, Any], name: str, least: int, most: int) -> int:
    value = line.get(name)
    if type(value) is not int or not least <= value <= most:
        raise Malformed(f"“{name}” must be a whole number from {least} to {most}.")
    return value


def _options(line: dict[str, Any], name: str) -> tuple[int, ...]:
    value = line.get(name)
    if (
        not isinstance(value, list)
        or not all(type(option) is int and 0 <= option < MAX_OPTIONS for option in value)
        or len(set(value)) < len(value)
    ):
        raise Malformed(f"“{name}” must be a list of different options.")
    return tuple(sorted(value))


def _claimed_at(value: Any) -> datetime | None:
    """The browser's own clock: shown as a claim, trusted for nothing, and no reason to refuse an answer."""
    try:
        claimed_at = datetime.fromisoformat(value)
        in_utc = claimed_at.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None
    # A computer whose battery is empty lives in another century.
    return in_utc if claimed_at.tzinfo and 2000 <= in_utc.year <= 2100 else None
