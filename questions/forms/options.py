"""The rows into which an author types options."""

from itertools import zip_longest
from typing import Any

from django.http import QueryDict

from questions.drafts import DraftOption
from questions.reading.checks import MOST_OPTIONS

FEWEST_ROWS = 5
# More than the largest cell of a spreadsheet, which an upload may bring.
LONGEST = 40_000


def options(typed: Any) -> tuple[DraftOption, ...]:
    """The rows in which anything is typed or ticked; `key` holds the numbers of the right ones, from 0."""
    if not isinstance(typed, QueryDict):
        return ()
    keys = set(typed.getlist("key"))
    texts = zip_longest(typed.getlist("option"), typed.getlist("rationale"), fillvalue="")
    rows = (
        DraftOption(_plain(text), str(number) in keys, _plain(rationale))
        for number, (text, rationale) in enumerate(texts)
    )
    return tuple(row for row in rows if row != DraftOption("", False))


def rows(given: tuple[DraftOption, ...]) -> dict[str, Any]:
    """Rows to type options into: those that are there and empty ones; how many of them need no unfolding."""
    empty = [DraftOption("", False)] * (MOST_OPTIONS - len(given))
    return {"rows": [*given, *empty], "unfolded": max(FEWEST_ROWS, len(given) + 1)}


def _plain(text: str) -> str:
    # No text of a database holds a NUL; a browser sends CR LF.
    return text.replace("\0", "").replace("\r\n", "\n").strip()
