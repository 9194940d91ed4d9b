"""What a browser still held when the attempt had closed."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from exams.clock import GRACE, LATE_WORK_WINDOW
from exams.records import Record, misfit

MOST_PIECES = 2000

# The attempt's row is locked, so that opening the report and handing over late work never both win.
RECEIVE = """
WITH seat AS MATERIALIZED (
    SELECT a.id, a.report_opened_at IS NULL
            AND clock_timestamp() < least(a.deadline, a.handed_in_at) + %(window)s
            AND NOT EXISTS (SELECT FROM exams_sitting s WHERE s.id = a.sitting_id AND s.results_opened_at IS NOT NULL)
            AS takes_late_work
    FROM exams_attempt a JOIN people_user u ON u.id = a.candidate_id
    WHERE a.id = %(attempt)s AND u.id = %(user)s AND u.is_active AND u.session_version = %(version)s
      AND (a.handed_in_at IS NOT NULL OR coalesce(a.paused_at, clock_timestamp()) >= a.deadline + %(grace)s)
    FOR NO KEY UPDATE OF a
), sent AS MATERIALIZED (
    SELECT record.*,
        r.position IS NULL OR cardinality(record.chosen) > r.choose OR record.highest >= cardinality(r.option_order)
            AS is_misfit,
        (record.counter, record.device, record.chosen) = (r.counter, r.device, r.chosen) AS is_kept,
        (record.counter, record.device) > (r.counter, r.device) AS is_late
    FROM seat CROSS JOIN jsonb_to_recordset(%(records)s) AS record(
        position smallint, counter integer, device text, chosen smallint[], highest smallint, claimed_at timestamptz)
    LEFT JOIN exams_response r ON r.attempt_id = seat.id AND r.position = record.position
), fresh AS MATERIALIZED (
    SELECT sent.* FROM sent WHERE is_late AND NOT EXISTS (
        SELECT FROM exams_latework l JOIN seat ON seat.id = l.attempt_id
        WHERE (l.position, l.counter, l.device) = (sent.position, sent.counter, sent.device))
), verdict AS MATERIALIZED (
    SELECT NOT EXISTS (SELECT FROM fresh)
        OR takes_late_work
            AND (SELECT count(*) FROM fresh) + (SELECT count(*) FROM exams_latework WHERE attempt_id = seat.id)
                <= %(most)s AS is_received
    FROM seat
), received AS (
    INSERT INTO exams_latework (attempt_id, position, chosen, counter, device, claimed_at, received_at)
    SELECT seat.id, fresh.position, fresh.chosen, fresh.counter, fresh.device, fresh.claimed_at, clock_timestamp()
    FROM fresh, seat, verdict WHERE is_received AND NOT EXISTS (SELECT FROM sent WHERE is_misfit)
    ON CONFLICT DO NOTHING
)
SELECT is_received, ARRAY(SELECT position FROM sent WHERE is_misfit),
       ARRAY(SELECT position FROM sent WHERE is_late), ARRAY(SELECT position FROM sent WHERE is_kept)
FROM verdict
"""


@dataclass(frozen=True)
class Late:
    """Of edits handed over after the close, the positions of those that are late, stand in responses, or are outdated.

    `is_received` tells whether all that are late are stored apart, now or before.
    """

    late: list[int]
    kept: list[int]
    outdated: list[int]
    is_received: bool


def receive(attempt_id: int, *, user_id: int, session_version: int, records: list[Record]) -> Late | None:
    """Keep edits that came after the close, apart from the responses; None where the attempt is not this session's.

    They are taken for 24 hours, and until the candidate has opened the report. Raises Malformed, with nothing
    written, where a position or an option is not on the paper or too many are chosen.
    """
    edits = [record for record in records if record.counter]
    facts: dict[str, Any] = {
        "attempt": attempt_id,
        "user": user_id,
        "version": session_version,
        "grace": GRACE,
        "window": LATE_WORK_WINDOW,
        "records": Jsonb([_piece(record) for record in edits]),
        "most": MOST_PIECES,
    }
    with connection.cursor() as cursor:
        cursor.execute(RECEIVE, facts)
        row = cursor.fetchone()
    if row is None:
        return None
    is_received, misfits, late, kept = row
    if misfits:
        raise misfit(misfits[0])
    outdated = [record.position for record in edits if record.position not in {*late, *kept}]
    return Late(late, kept, outdated, is_received)


def _piece(record: Record) -> dict[str, Any]:
    return {
        "position": record.position,
        "counter": record.counter,
        "device": record.device,
        "chosen": record.chosen,
        "highest": record.highest,
        "claimed_at": record.claimed_at and record.claimed_at.isoformat(),
    }
