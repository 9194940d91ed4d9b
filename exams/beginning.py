"""Pinning a drawn paper to a candidate, and the start of its clock."""

from collections.abc import Collection, Sequence
from datetime import timedelta

from django.db import transaction

from exams.allowances import Change
from exams.models import Adjustment, Attempt, Blueprint, Response, Sitting, now
from exams.papers import Sheet
from exams.seen import seen_among
from people.models import User
from questions.models import QuestionSet


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
    Response.objects.bulk_create(
        Response(
            attempt=attempt,
            position=position,
            revision_id=sheet.revision,
            option_order=list(sheet.option_order),
            choose=sheet.choose,
            scored=sheet.scored,
        )
        for position, sheet in enumerate(sheets, 1)
    )
    return attempt


def _could_read_keys(candidate: User, revisions: Collection[int]) -> bool:
    on_paper = QuestionSet.objects.filter(questions__revisions__in=revisions)
    return QuestionSet.objects.readable_by(candidate).filter(pk__in=on_paper.values("pk")).exists()
