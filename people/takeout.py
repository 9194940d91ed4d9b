"""All that is held on a person, as a file that they take with them."""

import csv
import io
import json
from datetime import UTC, datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.serializers.json import DjangoJSONEncoder

from people.held import Held, Row, parts
from people.models import User

IN_MEMORY = 4 * 1024 * 1024
# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
READ_ME = """\
What Rehearsal holds on {email}, as of {now}.

Each table is there twice: as CSV, for a spreadsheet, and as JSON, for a program. Times are UTC. In the CSV an
apostrophe stands before text that a spreadsheet would take for a formula.

{tables}

Not in it, because it would tell answers too early: the reports of attempts whose report you have not opened, or that
rest while you sit the same questions; and whatever else is about questions that you sit now, or whose results your
group still waits for. Take your data again when they are open. Files that you have uploaded are removed after a week
and are not repeated here. Your password is stored as a hash that nobody can read.
"""


def pack(person: User, now: datetime) -> IO[bytes]:
    """A ZIP with every table, open at its beginning; whoever asks for it closes it."""
    packed = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    listed = []
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for held in tables():
            rows = list(held.rows(person))
            listed.append(f"{held.name} ({len(rows)}): {held.about}")
            archive.writestr(f"{held.name}.json", json.dumps(rows, cls=DjangoJSONEncoder, indent=1, ensure_ascii=False))
            archive.writestr(f"{held.name}.csv", _as_csv(held, rows))
        facts = {
            "email": person.email,
            "now": f"{now.astimezone(UTC):%d %B %Y, %H:%M} UTC",
            "tables": "\n".join(listed),
        }
        archive.writestr("README.txt", READ_ME.format(**facts))
    packed.seek(0)
    return packed


def tables() -> list[Held]:
    """Every table of every app, beginning with the person."""
    return [held for part in reversed(parts()) for held in part.HELD]


def _as_csv(held: Held, rows: list[Row]) -> bytes:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(rows[0] if rows else held.fields)
    table.writerows([_cell(value) for value in row.values()] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(sep=" ", timespec="seconds").removesuffix("+00:00")
    text = (
        json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
    )
    if value is None:
        return ""
    return f"'{text}" if isinstance(value, str) and text.startswith(FORMULA) else text
