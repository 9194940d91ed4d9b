"""What tests of challenges begin with."""

from exams.models import Attempt, Blueprint, Response
from people.models import User
from questions.models import QuestionSet, Revision
from scoring import challenges, contested
from scoring.models import Challenge


def single(attempt: Attempt) -> Response:
    """The first scored position of an attempt that asks for one option."""
    return attempt.responses.filter(choose=1, scored=True).select_related("revision__question__question_set").first()


def challenge(attempt: Attempt, place: Response | None = None, **facts: str) -> Challenge:
    said = {"reason": "Both are right.", "reference": "", **facts}
    return challenges.make(attempt, place or single(attempt), **said)


def give_to(author: User, exam: Blueprint) -> QuestionSet:
    """Let an author own the bundled questions."""
    bundled = QuestionSet.objects.get(outline=exam.outline_id)
    bundled.owner = author
    bundled.save()
    return bundled


def listed(viewer: User) -> list[Revision]:
    return list(contested.challenged(contested.judged_by(viewer), viewer))
