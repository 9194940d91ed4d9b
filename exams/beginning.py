"""Pinning a drawn paper to a candidate, and the start of its clock."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from exams.allowances import Change
from exams.models import Adjustment, Attempt, Blueprint, Sitting, now
from exams.papers import Sheet
from exams.seen import seen_among
from people.models import User
from questions.models import QuestionSet

# A fifth of the CPU that the same rows cost as objects. An order of options goes as a text, since lists of lists of
# different lengths are no array.
PIN = """
INSERT INTO exams_response (attempt_id, position, revision_id, option_order, choose, scored,
                            chosen, flagged, struck, seconds, counter, device)
SELECT %(attempt)s, sheet.position, sheet.revision, sheet.option_order::smallint[], sheet.choose, sheet.scored,
       '{}', FALSE, '{}', 0, 0, ''
FROM unnest(%(revision)s::bigint[], %(option_order)s::text[], %(choose)s::smallint[], %(scored)s::boolean[])
     WITH ORDINALITY AS sheet (revision, option_order, choose, scored, position)
"""
SETS_OF = """
SELECT question.question_set_id
FROM questions_revision revision JOIN questions_question question ON question.id = revision.question_id
WHERE revision.id = ANY(%s::bigint[])
"""


@transaction.atomic
def begin(
    candidate: User,
    blueprint: Blueprint,
    sheets: Sequence[Sheet],
    *,
    seed: int,
    changes: Collection[Change],
    sitting: Sitting | None = None,
) -> Attempt:
    """Pin a paper and start its clock; IntegrityError where another attempt of the candidate runs."""
    revisions = [sheet.revision for sheet in sheets]
    could_read_keys, seen = _could_read_keys(candidate, revisions), seen_among(candidate.pk, revisions)
    started_at = now()
    attempt = Attempt.objects.create(
        candidate=candidate,
        blueprint=blueprint,
        sitting=sitting,
        seed=seed,
        started_at=started_at,
        deadline=started_at + blueprint.allowed + sum((change.by for change in changes), timedelta(0)),
        could_read_keys=could_read_keys,
        seen=seen,
    )
    Adjustment.objects.bulk_create(
        Adjustment(
            attempt=attempt,
            seconds=change.by.total_seconds(),
            reason=change.reason,
            made_by=candidate,
            made_at=started_at,
        )
        for change in changes
    )
    _pin(attempt, sheets)
    return attempt


def _pin(attempt: Attempt, sheets: Sequence[Sheet]) -> None:
    facts: dict[str, Any] = {
        "attempt": attempt.pk,
        "revision": [sheet.revision for sheet in sheets],
        "option_order": [f"{{{','.join(map(str, sheet.option_order))}}}" for sheet in sheets],
        "choose": [sheet.choose for sheet in sheets],
        "scored": [sheet.scored for sheet in sheets],
    }
    with connection.cursor() as cursor:
        cursor.execute(PIN, facts)


def _could_read_keys(candidate: User, revisions: Collection[int]) -> bool:
    on_paper = RawSQL(SETS_OF, [list(revisions)])  # noqa: S611  (nothing is put into it)
    return QuestionSet.objects.readable_by(candidate).filter(pk__in=on_paper).exists()
