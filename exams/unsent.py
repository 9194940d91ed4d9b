"""What a browser had not sent yet: a save while the attempt takes one, late work afterwards."""

from exams import late_work, saving
from exams.late_work import Late
from exams.records import Record
from exams.saving import Answer


def take(attempt_id: int, *, user_id: int, session_version: int, records: list[Record]) -> Answer | Late | None:
    """Save records, else keep them apart as late work; None where neither is open to this session.

    Raises Malformed, with nothing written, where a record does not fit the paper.
    """
    saved = saving.save(attempt_id, user_id=user_id, session_version=session_version, records=records)
    return saved or late_work.receive(attempt_id, user_id=user_id, session_version=session_version, records=records)
