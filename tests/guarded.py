"""What a request may change: nothing that is there and is not its sender's own, and new things in few places."""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

ALL = ("*",)
OF_ATTEMPT = "attempt_id IN (SELECT id FROM exams_attempt WHERE candidate_id = %(person)s)"
# By table: which rows are somebody's own, and the columns that they may change there.
OWN: dict[str, tuple[str, tuple[str, ...]]] = {
    "people_user": (
        "id = %(person)s",
        ("display_name", "time_zone", "theme", "extra_time_since", "session_version", "last_login", "password"),
    ),
    "people_membership": ("person_id = %(person)s", ("name", "pseudonym", "ranked_since", "left_at")),
    "exams_attempt": (
        "candidate_id = %(person)s",
        ("handed_in_at", "ending", "report_opened_at", "explained_at", "paused_at"),
    ),
    "exams_response": (
        OF_ATTEMPT,
        ("chosen", "first_chosen", "flagged", "struck", "seconds", "counter", "device", "saved_at"),
    ),
    "exams_accommodation": ("person_id = %(person)s AND granted IS NULL", ALL),
    "exams_debriefvisit": ("person_id = %(person)s", ALL),
    "scoring_remark": (
        "author_id IN (SELECT id FROM people_membership WHERE person_id = %(person)s)",
        ("removed_at", "text"),
    ),
    "scoring_report": (OF_ATTEMPT, ("seen_at",)),
    "questions_upload": ("owner_id = %(person)s", ALL),
}
# Where anybody may make something of their own.
BY_ANYBODY = {"people_user", "account_emailaddress", "account_emailconfirmation"}
BY_A_MEMBER = {
    *("people_studygroup", "people_membership", "exams_blueprint", "exams_blueprint_sets", "questions_outline"),
    *("questions_domain", "questions_objective", "questions_upload", "questions_uploadedfile", "exams_latework"),
    *(
        "exams_accommodation",
        "exams_debriefvisit",
        "scoring_challenge",
        "scoring_remark",
        "exams_blueprint_shared_with",
    ),
}
WRITES = ("INSERT", "UPDATE", "DELETE", "WITH", "TRUNCATE", "ALTER", "DROP", "CREATE")


class Watch:
    """The statements since it began that may have written something."""

    def __init__(self) -> None:
        self.written: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if str(sql).lstrip().upper().startswith(WRITES):
            self.written.append(str(sql))
        return execute(sql, params, many, context)


@contextmanager
def watching() -> Iterator[Watch]:
    watch = Watch()
    with connection.execute_wrapper(watch):
        yield watch


def rows(person: int, *, named_in: Collection[str] | None = None) -> dict[str, Counter[str]]:
    """By table that statements name, a checksum of each row, but for what is a person's own to change."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        if named_in is not None:
            tables = [table for table in tables if any(table in statement for statement in named_in)]
        return {table: _rows(cursor, table, person) for table in tables}


def _rows(cursor: Any, table: str, person: int) -> Counter[str]:
    own, columns = OWN.get(table, ("FALSE", ()))
    theirs = f"to_jsonb(t) - ARRAY[{','.join(repr(column) for column in columns)}]::text[]"
    whose = f"WHERE NOT ({own})" if columns == ALL else ""
    cursor.execute(
        f'SELECT md5((CASE WHEN {own} THEN {theirs} ELSE to_jsonb(t) END)::text) FROM "{table}" t {whose}',
        {"person": person},
    )
    return Counter(checksum for (checksum,) in cursor.fetchall())


def trespasses(before: dict[str, Counter[str]], after: dict[str, Counter[str]], allowed: set[str]) -> list[str]:
    """Tables in which something of others was changed or removed, or something new is that may not be."""
    changed = [table for table in after if before[table] - after[table]]
    new = [table for table in after if after[table] - before[table] and table not in {*allowed, *changed}]
    return [f"{table}: changed" for table in changed] + [f"{table}: new" for table in new]
