"""What a group made of a sitting's questions: who missed them, and which options they took for right."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from exams.models import Attempt, ClockTimestamp, DebriefVisit, Sitting, SittingPlace
from people.models import User
from questions.models import Question
from scoring.models import Report, Ruling
from scoring.rules import Ruled, RulingKind

# The newest report's marks heed every ruling so far.
MISSED = """
WITH sat AS (
    SELECT a.id, (SELECT marks FROM scoring_report WHERE attempt_id = a.id ORDER BY rulings_up_to DESC LIMIT 1) AS marks
    FROM exams_attempt a WHERE a.id = ANY(%(attempts)s)
)
SELECT r.revision_id, count(*), count(*) FILTER (WHERE (sat.marks -> (r.position - 1) ->> 'right') = 'false'),
       count(*) FILTER (WHERE cardinality(r.chosen) = 0)
FROM exams_response r JOIN sat ON sat.id = r.attempt_id WHERE sat.marks IS NOT NULL
GROUP BY r.revision_id
"""
CHOSEN = """
SELECT r.revision_id, r.option_order[shown.option + 1], count(*)
FROM exams_response r CROSS JOIN LATERAL unnest(r.chosen) AS shown(option)
WHERE r.attempt_id = ANY(%(attempts)s) AND r.revision_id = ANY(%(revisions)s)
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Missed:
    """Of those whose attempts count: how many met a question, missed it, and left it blank."""

    revision: int
    met: int
    missed: int
    blank: int


def counted(sitting: Sitting) -> QuerySet[Attempt]:
    """The attempts that a debrief speaks of: scored, and not void."""
    return _ended(sitting).filter(Exists(Report.objects.filter(attempt=OuterRef("pk"))))


def waiting(sitting: Sitting) -> QuerySet[Attempt]:
    """Those that will count once they are scored."""
    return _ended(sitting).filter(reports=None)


def _ended(sitting: Sitting) -> QuerySet[Attempt]:
    ended = Attempt.objects.filter(sitting=sitting, handed_in_at__isnull=False)
    return ended.exclude(pk__in=Attempt.objects.voided().values("pk"))


def missed(attempts: Collection[int], revisions: Collection[int]) -> list[Missed]:
    """A sitting's questions, those first that most people missed; equals stay in the order given."""
    with connection.cursor() as cursor:
        cursor.execute(MISSED, {"attempts": list(attempts)})
        found = {row[0]: Missed(*row) for row in cursor.fetchall()}
    lines = [found.get(revision, Missed(revision, 0, 0, 0)) for revision in revisions]
    return sorted(lines, key=lambda line: -line.missed)


def chosen(attempts: Collection[int], revisions: Collection[int]) -> dict[int, dict[int, int]]:
    """By revision, how many chose each option, numbered as written."""
    counts: dict[int, dict[int, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(CHOSEN, {"attempts": list(attempts), "revisions": list(revisions)})
        for revision, option, count in cursor.fetchall():
            counts[revision][option] = count
    return counts


def ruled(revisions: Collection[int]) -> dict[int, list[tuple[Ruled, str]]]:
    """By revision, the rulings on it in their order, each with its reason."""
    found: dict[int, list[tuple[Ruled, str]]] = defaultdict(list)
    for ruling in Ruling.objects.filter(revision__in=revisions).order_by("number"):
        found[ruling.revision_id].append((Ruled(RulingKind(ruling.kind), frozenset(ruling.options)), ruling.reason))
    return found


def shown_to(sitting: Sitting, viewer: User) -> dict[int, SittingPlace]:
    """The places of a sitting's paper by revision, but for those that the viewer sits, or awaits, just now."""
    closed = Question.objects.closed_to(viewer)
    places = SittingPlace.objects.filter(sitting=sitting).exclude(revision__question__in=closed.values("pk"))
    return {place.revision_id: place for place in places.order_by("position")}


def note_visit(sitting: Sitting, viewer: User) -> None:
    """Record that somebody reads the explanations of a sitting's questions: from now on they have seen them."""
    DebriefVisit.objects.update_or_create(sitting=sitting, person=viewer, defaults={"last_at": ClockTimestamp()})
