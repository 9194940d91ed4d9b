"""What an instructor grants before a sitting."""

from exams.models import Accommodation, Attempt


def grant_breaks(attempt: Attempt, minutes: int) -> None:
    Accommodation.objects.create(
        group=attempt.sitting.group,
        sitting=attempt.sitting,
        person=attempt.candidate,
        kind=Accommodation.Kind.BREAKS,
        break_minutes=minutes,
        granted=True,
    )
