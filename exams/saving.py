"""The one statement by which an answer is saved, and what it answers."""

import json
from dataclasses import dataclass
from itertools import chain
from typing import Any, Literal

from django.db import connection

from exams.clock import GRACE
from exams.records import Record, misfit

Outcome = Literal["kept", "already kept", "superseded", "closed"]

# A paused attempt's clock stands, and answers given before the pause are still on their way.
# The lock on the attempt's row makes saves of one attempt queue, and a hand-in wait for saves under way. The rows of
# `pair` are locked too, because a locked row is read as it is after the wait, not as the snapshot remembers it.
SAVE = """
WITH seat AS MATERIALIZED (
    SELECT a.id, a.started_at, a.deadline, a.paused_at
    FROM exams_attempt a JOIN people_user u ON u.id = a.candidate_id
    WHERE a.id = %s AND u.id = %s AND u.is_active AND u.session_version = %s
      AND a.handed_in_at IS NULL AND coalesce(a.paused_at, clock_timestamp()) < a.deadline + %s
    FOR NO KEY UPDATE OF a
), sent (position, counter, device, chosen, flagged, struck, seconds, highest) AS (
    VALUES {sent}
), pair AS MATERIALIZED (
    SELECT sent.*,
           -- What stands, where nothing newer takes its place.
           CASE WHEN (sent.counter, sent.device) <= (r.counter, r.device) THEN
               jsonb_build_object('position', r.position, 'counter', r.counter, 'device', r.device, 'chosen', r.chosen,
                                  'flagged', r.flagged, 'struck', r.struck, 'seconds', r.seconds)
           END AS present,
           cardinality(sent.chosen) <= r.choose AND sent.highest < cardinality(r.option_order) AS fits,
           (sent.counter, sent.device) > (r.counter, r.device) AS is_newer,
           (sent.counter, sent.device) = (r.counter, r.device) AND sent.seconds > r.seconds AS is_longer
    FROM seat JOIN exams_response r ON r.attempt_id = seat.id JOIN sent ON sent.position = r.position
    FOR NO KEY UPDATE OF r
), written AS (
    UPDATE exams_response r SET
        chosen = CASE WHEN is_newer THEN pair.chosen ELSE r.chosen END,
        first_chosen = CASE WHEN r.first_chosen IS NULL AND is_newer AND cardinality(pair.chosen) = r.choose
                            THEN pair.chosen ELSE r.first_chosen END,
        flagged = CASE WHEN is_newer THEN pair.flagged ELSE r.flagged END,
        struck = CASE WHEN is_newer THEN pair.struck ELSE r.struck END,
        counter = pair.counter, device = pair.device,
        seconds = greatest(pair.seconds, r.seconds), saved_at = clock_timestamp()
    FROM seat, pair
    WHERE r.attempt_id = seat.id AND r.position = pair.position AND (is_newer OR is_longer)
      AND (SELECT count(*) FROM pair WHERE fits) = %s
)
SELECT extract(epoch FROM greatest(seat.deadline - coalesce(seat.paused_at, clock_timestamp()), interval '0'))::float,
       extract(epoch FROM seat.deadline - seat.started_at)::integer,
       pair.position, pair.fits, pair.present
FROM seat LEFT JOIN pair ON TRUE
"""
# Most saves carry one record: as a row of its own it costs less than as JSON that the database takes apart.
ROW = "(%s::smallint, %s::integer, %s, %s::smallint[], %s::boolean, %s::smallint[], %s::integer, %s::smallint)"
NOTHING = (0, 0, "", "{}", False, "{}", 0, -1)


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
    rows = [_row(record) for record in records] or [NOTHING]
    facts: tuple[Any, ...] = (attempt_id, user_id, session_version, GRACE, *chain(*rows), len(records))
    with connection.cursor() as cursor:
        cursor.execute(SAVE.format(sent=", ".join([ROW] * len(rows))), facts)
        found = cursor.fetchall()
    if not found:
        return None
    presents = {position: present for _, _, position, fits, present in found if fits}
    for record in records:
        if record.position not in presents:
            raise misfit(record.position)
    seconds_left, allowed_seconds = found[0][:2]
    became = {record.position: _became_of(record, presents[record.position]) for record in records}
    return Answer(became, seconds_left, allowed_seconds)


def _row(record: Record) -> tuple[Any, ...]:
    chosen, struck = (f"{{{','.join(map(str, options))}}}" for options in (record.chosen, record.struck))
    return (
        record.position,
        record.counter,
        record.device,
        chosen,
        record.flagged,
        struck,
        record.seconds,
        record.highest,
    )


def _became_of(record: Record, present: str | None) -> dict[str, Any]:
    if present is None:
        return {"outcome": "kept"}
    there = json.loads(present)
    same_stamp = record.stamp == (there["counter"], there["device"])
    same_words = [list(record.chosen), record.flagged, list(record.struck)] == [
        there[name] for name in ("chosen", "flagged", "struck")
    ]
    return {"outcome": "already kept"} if same_stamp and same_words else {"outcome": "superseded", "present": there}
