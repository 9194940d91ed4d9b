"""What happened to a candidate's scores since they last looked."""

from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from exams.models import Attempt
from people.models import User
from questions.models import Question
from scoring.models import Report


@dataclass(frozen=True)
class Changed:
    """An attempt that was marked anew, with the estimate that its candidate saw and the present one."""

    attempt: Attempt
    before: int
    after: int


def unseen(candidate: User) -> list[Changed]:
    """Opened reports that rulings have replaced unseen, the last attempt first; none of those that rest."""
    seen = Report.objects.filter(attempt=OuterRef("attempt"), seen_at__isnull=False).order_by("-rulings_up_to")
    newest = (
        Report.objects.filter(attempt__candidate=candidate, attempt__report_opened_at__isnull=False, seen_at=None)
        .exclude(attempt__responses__revision__question__in=Question.objects.closed_to(candidate))
        .annotate(before=Subquery(seen.values("scaled")[:1]))
        .select_related("attempt__blueprint")
        .only("scaled", "attempt__started_at", "attempt__blueprint__title")
        .order_by("-attempt", "-rulings_up_to")
        .distinct("attempt")
    )
    return [Changed(report.attempt, report.before, report.scaled) for report in newest]
