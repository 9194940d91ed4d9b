"""Standings, made from entries alone."""

from dataclasses import asdict

from django.db.models import Exists, OuterRef

from scoring.models import Entry, Standing
from scoring.track_record import Counted, TrackRecord, track_record


def renew(candidate_id: int, blueprint_id: int) -> None:
    """Make the standing of a candidate at an exam anew; none where nothing counts any more.

    Whoever calls it holds the candidate's row, as scoring.entries does: of two at once, the second sees the first.
    """
    of_exam = Entry.objects.filter(candidate=candidate_id, blueprint=blueprint_id)
    counted = of_exam.filter(verdict=Entry.Verdict.COUNTS).values_list("ended_at", "scaled", "headline")
    record = track_record([Counted(*facts) for facts in counted])
    if record is None:
        Standing.objects.filter(candidate=candidate_id, blueprint=blueprint_id).delete()
    else:
        _store(candidate_id, blueprint_id, record)


def _store(candidate_id: int, blueprint_id: int, record: TrackRecord) -> None:
    figures = asdict(record)
    Standing.objects.bulk_create(
        [Standing(candidate_id=candidate_id, blueprint_id=blueprint_id, **figures)],
        update_conflicts=True,
        unique_fields=["candidate", "blueprint"],
        update_fields=list(figures),
    )


def remove_unfounded() -> int:
    """Remove standings behind which no entry stands; return how many."""
    entry = Entry.objects.filter(candidate=OuterRef("candidate"), blueprint=OuterRef("blueprint"))
    removed, _ = Standing.objects.filter(~Exists(entry)).delete()
    return removed
