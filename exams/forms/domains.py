"""The domains of an exam as rows of a form: any number of them, each with any number of task statements."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from django.http import QueryDict

MOST_DOMAINS = 30
MOST_STATEMENTS = 60
EMPTY = ("", "")


@dataclass
class DomainRow:
    """A domain as it is typed; `is_new` where the cursor belongs."""

    code: str = ""
    title: str = ""
    weight: str = ""
    least: str = ""
    most: str = ""
    statements: list[tuple[str, str]] = field(default_factory=lambda: [EMPTY])
    is_new: bool = False
    has_new_statement: bool = False

    @property
    def told(self) -> list[tuple[str, str]]:
        """The task statements of which anything was typed."""
        return [statement for statement in self.statements if any(statement)]

    @property
    def is_empty(self) -> bool:
        return not (self.code or self.title or self.told)

    def as_facts(self) -> dict[str, Any]:
        return {"code": self.code, "title": self.title, "objectives": dict(self.told)}


def read_rows(posted: QueryDict) -> list[DomainRow]:
    """The rows that were sent; codes and titles without their surrounding blanks."""
    return [_row(posted, f"domain-{number}") for number in posted.getlist("domain")[:MOST_DOMAINS]]


def _row(posted: QueryDict, name: str) -> DomainRow:
    typed: dict[str, Any] = {
        part: posted.get(f"{name}-{part}", "").strip() for part in ("code", "title", "weight", "least", "most")
    }
    codes, titles = (posted.getlist(f"{name}-statement-{part}")[:MOST_STATEMENTS] for part in ("code", "title"))
    statements = [(code.strip(), title.strip()) for code, title in zip_longest(codes, titles, fillvalue="")]
    return DomainRow(**typed, statements=statements or [EMPTY])


def grown(rows: list[DomainRow], wish: str) -> list[DomainRow]:
    """The rows with one more domain, or with one more task statement in “statement-N”."""
    number = wish.removeprefix("statement-")
    if wish == "domain" and len(rows) < MOST_DOMAINS:
        return [*rows, DomainRow(is_new=True)]
    if number.isdecimal() and len(number) < 4 and int(number) < len(rows):
        row = rows[int(number)]
        if len(row.statements) < MOST_STATEMENTS:
            row.statements.append(EMPTY)
            row.has_new_statement = True
    return rows


def rows_of(exam: dict[str, Any]) -> list[DomainRow]:
    """The domains of an exam's facts, as rows."""
    weights, ranges = (exam["blueprint"].get(name, {}) for name in ("weights", "ranges"))
    rows = []
    for domain in exam["outline"]["domains"]:
        least, most = ranges.get(domain["code"], ("", ""))
        weight = str(weights.get(domain["code"], ""))
        statements = list(domain["objectives"].items()) or [EMPTY]
        rows.append(DomainRow(domain["code"], domain["title"], weight, str(least), str(most), statements))
    return rows


def wrong(rows: list[DomainRow]) -> Iterator[str]:
    """What is missing in the rows, or twice there, in the words of the form."""
    if not rows:
        yield "Give at least one domain."
    for number, row in enumerate(rows, 1):
        if not (row.code and row.title):
            yield f"Give domain {number} a code and a title."
        for code, title in row.told:
            if not (code and title):
                yield f"Give the task statement “{code or title}” both a code and a title."
        for code, times in Counter(code for code, _ in row.told if code).items():
            if times > 1:
                yield f"The task statement {code} is there {times} times."


def shares(rows: list[DomainRow]) -> dict[str, Any]:
    """Weights or ranges, whichever was typed; what is no number stays as it is, for the check to name."""
    ranges = {row.code: [_number(row.least), _number(row.most)] for row in rows if row.least or row.most}
    weights = {row.code: _number(row.weight) for row in rows if row.weight}
    typed = {"weights": weights, "ranges": ranges}
    return {name: value for name, value in typed.items() if value} or {"weights": {}}


def _number(typed: str) -> int | str:
    return int(typed) if typed.isdecimal() and len(typed) < 6 else typed
