"""What a browser still held when the attempt had closed."""

from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from exams.clock import GRACE, LATE_WORK_WINDOW
from exams.records import Record

MOST_PIECES = 2000

# The attempt's row is locked, so that opening the report and handing over late work never both win.
RECEIVE = """
WITH seat AS MATERIALIZED (
    SELECT a.id FROM exams_attempt a
    WHERE a.id = %(attempt)s AND a.candidate_id = %(user)s AND a.report_opened_at IS NULL
      AND (a.handed_in_at IS NOT NULL OR clock_timestamp() >= a.deadline + %(grace)s)
      AND clock_timestamp() < least(a.deadline, a.handed_in_at) + %(window)s
    FOR NO KEY UPDATE
), sent AS (
    SELECT * FROM jsonb_to_recordset(%(records)s) AS record(
        position smallint, counter integer, device text, chosen smallint[], highest smallint, claimed_at timestamptz)
), received AS (
    INSERT INTO exams_latework (attempt_id, position, chosen, counter, device, claimed_at, received_at)
    SELECT seat.id, sent.position, sent.chosen, sent.counter, sent.device, sent.claimed_at, clock_timestamp()
    FROM seat JOIN exams_response r ON r.attempt_id = seat.id JOIN sent ON sent.position = r.position
    WHERE cardinality(sent.chosen) <= r.choose AND sent.highest < cardinality(r.option_order)
      AND (sent.counter, sent.device) > (r.counter, r.device)
      AND (SELECT count(*) FROM exams_latework WHERE attempt_id = seat.id) < %(most)s
    ON CONFLICT DO NOTHING
    RETURNING 1
)
SELECT EXISTS (SELECT FROM seat)
"""


def receive(attempt_id: int, *, user_id: int, records: list[Record]) -> bool:
    """Keep edits that came after the close, apart from the responses; False where they are taken no more.

    They are taken for 24 hours, and until the candidate has opened the report.
    """
    pieces = [
        {
            "position": record.position,
            "counter": record.counter,
            "device": record.device,
            "chosen": record.chosen,
            "highest": max(record.chosen, default=-1),
            "claimed_at": record.claimed_at and record.claimed_at.isoformat(),
        }
        for record in records
        if record.counter
    ]
    facts: dict[str, Any] = {
        "attempt": attempt_id,
        "user": user_id,
        "grace": GRACE,
        "window": LATE_WORK_WINDOW,
        "records": Jsonb(pieces),
        "most": MOST_PIECES,
    }
    with connection.cursor() as cursor:
        cursor.execute(RECEIVE, facts)
        (is_taken,) = cursor.fetchone()
    return bool(is_taken)
