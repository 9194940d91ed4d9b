"""What attempts are worth in leaderboards: always from the facts as they are, so that writing twice does no harm."""

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from exams.models import Attempt, Intervention
from exams.palette import State
from people.models import User
from scoring import late, standings
from scoring.models import Entry, Report

Verdict = Entry.Verdict


def enter(attempt: Attempt) -> None:
    """Write what a scored attempt is worth, and the standing that follows from it, in one transaction."""
    with transaction.atomic():
        hold(attempt.candidate_id)
        write(attempt.pk)
        standings.renew(attempt.candidate_id, attempt.blueprint_id)


def hold(candidate_id: int) -> None:
    """Let nobody else write about this candidate before the transaction ends, so that the last one sees all facts."""
    list(User.objects.select_for_update(no_key=True).filter(pk=candidate_id).values_list("pk"))


def write(attempt_id: int) -> None:
    """Write the entry of a scored attempt, whose candidate is held."""
    attempt = Attempt.objects.select_related("sitting").get(pk=attempt_id)
    entry = _entry(attempt, attempt.reports.latest("rulings_up_to"))
    Entry.objects.bulk_create(
        [entry],
        update_conflicts=True,
        unique_fields=["attempt"],
        update_fields=[field.name for field in Entry._meta.fields if not field.primary_key],
    )


def _entry(attempt: Attempt, report: Report) -> Entry:
    done = set(attempt.interventions.values_list("kind", flat=True))
    heeds_late_work = Intervention.Kind.LATE_WORK in done
    worth = late.with_late_work(attempt, report) if heeds_late_work else None
    answered = worth.answered if worth else sum(mark["state"] == State.ANSWERED for mark in report.marks)
    return Entry(
        attempt=attempt,
        candidate_id=attempt.candidate_id,
        blueprint_id=attempt.blueprint_id,
        sitting_id=attempt.sitting_id,
        ended_at=attempt.handed_in_at or attempt.deadline,
        scaled=worth.scaled if worth else report.scaled,
        headline=worth.headline if worth else report.headline,
        verdict=_verdict(attempt, Intervention.Kind.VOID in done, answered, len(report.marks)),
        heeds_late_work=heeds_late_work,
    )


def _verdict(attempt: Attempt, is_void: bool, answered: int, places: int) -> Verdict:
    sitting = attempt.sitting
    reasons = {
        Verdict.VOID: is_void,
        Verdict.UNRANKED: sitting is not None and sitting.shows_at_once,
        Verdict.SEALED: sitting is not None and sitting.results_opened_at is None,
        Verdict.KEYS: attempt.could_read_keys,
        Verdict.SEEN: 5 * attempt.seen > places,
        Verdict.HALF: 2 * answered < places,
    }
    return next((verdict for verdict, holds in reasons.items() if holds), Verdict.COUNTS)


def behind() -> QuerySet[Attempt]:
    """Scored attempts whose entry is not there, or does not say what the facts say by now."""
    entered = Attempt.objects.filter(entry__isnull=False)
    opened = entered.filter(entry__verdict=Verdict.SEALED, sitting__results_opened_at__isnull=False)
    voided = entered.voided().exclude(entry__verdict=Verdict.VOID)
    accepted = entered.filter(interventions__kind=Intervention.Kind.LATE_WORK, entry__heeds_late_work=False)
    unentered = Attempt.objects.filter(Exists(Report.objects.filter(attempt=OuterRef("pk"))), entry=None)
    return opened.union(voided, accepted, unentered)


def opened_by(sitting_id: int) -> QuerySet[Attempt]:
    """Attempts of a sitting whose results are open that are sealed still."""
    return Attempt.objects.filter(
        sitting=sitting_id, sitting__results_opened_at__isnull=False, entry__verdict=Verdict.SEALED
    )


def rebuild() -> tuple[int, int]:
    """Make every entry and standing anew from attempts and reports; return how many candidates and attempts."""
    scored = Attempt.objects.filter(reports__isnull=False).distinct()
    candidates = list(scored.order_by("candidate").values_list("candidate", flat=True).distinct())
    attempts = sum(_rebuild(candidate) for candidate in candidates)
    standings.remove_unfounded()
    return len(candidates), attempts


@transaction.atomic
def _rebuild(candidate_id: int) -> int:
    hold(candidate_id)
    Entry.objects.filter(candidate=candidate_id).delete()
    scored = Attempt.objects.filter(candidate=candidate_id, reports__isnull=False).distinct()
    exams = list(scored.values_list("pk", "blueprint"))
    for attempt_id, _ in exams:
        write(attempt_id)
    for blueprint_id in {blueprint for _, blueprint in exams}:
        standings.renew(candidate_id, blueprint_id)
    return len(exams)
