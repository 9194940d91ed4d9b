"""A database as it looks after years: finished attempts, each with its responses, its report and its entry."""

from collections.abc import Sequence

from bench.load.candidates import Candidate
from bench.load.stage import Stage

# Attempts are copies of some that were really sat, spread over as many people and days.
COPY = """
WITH person AS (
    INSERT INTO people_user ({person_columns})
    SELECT {person_values}
    FROM generate_series(%(first)s::integer, %(last)s::integer) AS number, people_user u WHERE u.id = %(user)s
    RETURNING id
), numbered AS (
    SELECT id, row_number() OVER () AS number FROM person
), attempt AS (
    INSERT INTO exams_attempt (candidate_id, {attempt_columns})
    SELECT numbered.id, {attempt_values}
    FROM numbered JOIN exams_attempt a ON a.id = (%(attempts)s::bigint[])[1 + numbered.number %% %(kinds)s]
    RETURNING id, seed
), pairs AS (
    SELECT attempt.id, a.id AS model FROM attempt JOIN exams_attempt a
    ON a.seed = attempt.seed AND a.id = ANY(%(attempts)s)
), response AS (
    INSERT INTO exams_response (attempt_id, {response_columns})
    SELECT pairs.id, {response_values} FROM pairs JOIN exams_response r ON r.attempt_id = pairs.model
)
INSERT INTO scoring_report (attempt_id, {report_columns})
SELECT pairs.id, {report_values} FROM pairs JOIN scoring_report s ON s.attempt_id = pairs.model
"""
BATCH = 5000


def grow(stage: Stage, models: Sequence[Candidate], *, to: int) -> None:
    """Copy finished attempts until there are so many, then let PostgreSQL and the worker settle."""
    there = stage.site.query("SELECT count(*) FROM exams_attempt WHERE handed_in_at IS NOT NULL")[0][0]
    parts = _columns(stage)
    facts = {"user": models[0].user, "attempts": [model.attempt for model in models], "kinds": len(models)}
    for first in range(there, to, BATCH):
        last = min(first + BATCH, to) - 1
        stage.site.query(COPY.format(**parts), **facts, first=first, last=last)
    stage.site.query("VACUUM ANALYZE")
    stage.settle()


def _columns(stage: Stage) -> dict[str, str]:
    """For each table the columns that a copy takes over, and what it changes."""
    changed = {
        "people_user": {"id": None, "email": "'grown.' || number || '@bench.example.org'"},
        "exams_attempt": {
            "id": None,
            "candidate_id": None,
            "started_at": "a.started_at - numbered.number * interval '5 minutes'",
            "deadline": "a.deadline - numbered.number * interval '5 minutes'",
            "handed_in_at": "a.handed_in_at - numbered.number * interval '5 minutes'",
        },
        "exams_response": {"id": None, "attempt_id": None},
        "scoring_report": {"id": None, "attempt_id": None},
    }
    tables = {"people_user": "u", "exams_attempt": "a", "exams_response": "r", "scoring_report": "s"}
    names = {
        "people_user": "person",
        "exams_attempt": "attempt",
        "exams_response": "response",
        "scoring_report": "report",
    }
    parts = {}
    for table, alias in tables.items():
        known = "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND table_schema = 'public'"
        columns = [column for (column,) in stage.site.query(known, table)]
        taken = {column: changed[table].get(column, f'{alias}."{column}"') for column in columns}
        kept = {column: value for column, value in taken.items() if value is not None}
        parts[f"{names[table]}_columns"] = ", ".join(f'"{column}"' for column in kept)
        parts[f"{names[table]}_values"] = ", ".join(kept.values())
    return parts
