"""The one statement by which an answer is saved, and what it answers."""

import json
from dataclasses import dataclass
from typing import Any, Literal

from django.db import connection
from psycopg.types.json import Jsonb

from exams.clock import GRACE
from exams.records import Record, misfit

Outcome = Literal["kept", "already kept", "superseded", "closed"]

# A paused attempt's clock stands, and answers given before the pause are still on their way.
# The lock on the attempt's row makes saves of one attempt queue, and a hand-in wait for saves under way. The rows of
# `present` are locked too, because a locked row is read as it is after the wait, not as the snapshot remembers it.
SAVE = """
WITH seat AS MATERIALIZED (
    SELECT a.id, a.started_at, a.deadline, a.paused_at
    FROM exams_attempt a JOIN people_user u ON u.id = a.candidate_id
    WHERE a.id = %(attempt)s AND u.id = %(user)s AND u.is_active AND u.session_version = %(version)s
      AND a.handed_in_at IS NULL AND coalesce(a.paused_at, clock_timestamp()) < a.deadline + %(grace)s
    FOR NO KEY UPDATE OF a
), sent AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset(%(records)s) AS record(
        position smallint, counter integer, device text,
        chosen smallint[], flagged boolean, struck smallint[], seconds integer, highest smallint)
), present AS MATERIALIZED (
    SELECT r.position, r.counter, r.device, r.chosen, r.flagged, r.struck, r.seconds,
           r.choose, cardinality(r.option_order) AS options
    FROM exams_response r JOIN seat ON seat.id = r.attempt_id
    WHERE r.position IN (SELECT position FROM sent)
    FOR NO KEY UPDATE OF r
), misfit AS (
    SELECT sent.position FROM sent LEFT JOIN present USING (position)
    WHERE present.position IS NULL OR cardinality(sent.chosen) > present.choose OR sent.highest >= present.options
), news AS MATERIALIZED (
    SELECT sent.*, (sent.counter, sent.device) > (present.counter, present.device) AS is_newer
    FROM sent JOIN present USING (position)
    WHERE NOT EXISTS (SELECT FROM misfit)
      AND ((sent.counter, sent.device) > (present.counter, present.device)
           OR (sent.counter, sent.device) = (present.counter, present.device) AND sent.seconds > present.seconds)
), written AS (
    UPDATE exams_response r SET
        chosen = CASE WHEN news.is_newer THEN news.chosen ELSE r.chosen END,
        first_chosen = CASE WHEN r.first_chosen IS NULL AND news.is_newer AND cardinality(news.chosen) = r.choose
                            THEN news.chosen ELSE r.first_chosen END,
        flagged = CASE WHEN news.is_newer THEN news.flagged ELSE r.flagged END,
        struck = CASE WHEN news.is_newer THEN news.struck ELSE r.struck END,
        counter = news.counter, device = news.device,
        seconds = greatest(news.seconds, r.seconds), saved_at = clock_timestamp()
    FROM news, seat WHERE r.attempt_id = seat.id AND r.position = news.position
)
SELECT extract(epoch FROM greatest(seat.deadline - coalesce(seat.paused_at, clock_timestamp()), interval '0'))::float,
       extract(epoch FROM seat.deadline - seat.started_at)::integer,
       ARRAY(SELECT position FROM misfit),
       ARRAY(SELECT position FROM news WHERE is_newer),
       (SELECT jsonb_object_agg(position, to_jsonb(present) - 'choose' - 'options') FROM present
        WHERE position NOT IN (SELECT position FROM news WHERE is_newer))
FROM seat
"""


@dataclass(frozen=True)
class Answer:
    """What became of each position, and the time: seconds left and seconds allowed in all."""

    positions: dict[int, dict[str, Any]]
    seconds_left: float
    allowed_seconds: int


def save(attempt_id: int, *, user_id: int, session_version: int, records: list[Record]) -> Answer | None:
    """Write what is newer; None where the attempt is not this session's, or takes no saves any more.

    Raises Malformed, with nothing written, where a position or an option is not on the paper or too many are chosen.
    """
    facts: dict[str, Any] = {
        "attempt": attempt_id,
        "user": user_id,
        "version": session_version,
        "grace": GRACE,
        "records": Jsonb([_line(record) for record in records]),
    }
    with connection.cursor() as cursor:
        cursor.execute(SAVE, facts)
        row = cursor.fetchone()
    if row is None:
        return None
    seconds_left, allowed_seconds, misfits, kept, present = row
    if misfits:
        raise misfit(misfits[0])
    return Answer(
        {record.position: _became_of(record, kept, json.loads(present or "{}")) for record in records},
        seconds_left,
        allowed_seconds,
    )


def _line(record: Record) -> dict[str, Any]:
    return {
        "position": record.position,
        "counter": record.counter,
        "device": record.device,
        "chosen": record.chosen,
        "flagged": record.flagged,
        "struck": record.struck,
        "seconds": record.seconds,
        "highest": record.highest,
    }


def _became_of(record: Record, kept: list[int], present: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if record.position in kept:
        return {"outcome": "kept"}
    there = present[str(record.position)]
    same_stamp = record.stamp == (there["counter"], there["device"])
    same_words = [list(record.chosen), record.flagged, list(record.struck)] == [
        there[name] for name in ("chosen", "flagged", "struck")
    ]
    return {"outcome": "already kept"} if same_stamp and same_words else {"outcome": "superseded", "present": there}
