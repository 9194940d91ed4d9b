"""A set as a file in another format, and what that format could not hold."""

from dataclasses import dataclass, replace

from django.db.models import QuerySet

from people.models import User
from questions import pictures, revisions
from questions.browsing import visible
from questions.drafts import Draft, Written
from questions.models import EnemyPair, Picture, Question, QuestionSet, Revision
from questions.reading.format import Format

# These have no field for a task statement, and one for a category, from which an upload reads it again.
BY_CATEGORY = {"gift", "moodle_xml", "qti"}


@dataclass(frozen=True)
class LeftOut:
    """How many questions of a set are in no export: the retired ones, and those that the viewer sits now."""

    retired: int
    sat: int


def export(question_set: QuestionSet, format: Format, viewer: User) -> Written:
    """The questions in use, but for those that the viewer sits now; ValueError for a format that is only read."""
    if format.write is None:
        raise ValueError(f"{format.title} is read, not written.")
    in_use = exported(question_set, viewer)
    current = Revision.objects.filter(pk__in=in_use.values("current")).select_related("question", "objective")
    enemies = _marked(current)
    drafts = [
        replace(_placed(revision, format), enemies=tuple(enemies.get(revision.question_id, ())))
        for revision in current.order_by("objective__code", "question__name")
    ]
    shown = Picture.objects.filter(revisions__in=current).distinct()
    named, contents = pictures.name(drafts, shown)
    return format.write(named, contents)


def exported(question_set: QuestionSet, viewer: User) -> QuerySet[Question]:
    return visible(question_set, viewer).filter(retired_at=None)


def left_out(question_set: QuestionSet, viewer: User) -> LeftOut:
    seen = visible(question_set, viewer)
    return LeftOut(
        retired=seen.filter(retired_at__isnull=False).count(),
        sat=question_set.questions.count() - seen.count(),
    )


def _placed(revision: Revision, format: Format) -> Draft:
    draft = revisions.draft_of(revision)
    return replace(draft, category=str(revision.objective), objective="") if format.name in BY_CATEGORY else draft


def _marked(current: QuerySet[Revision]) -> dict[int, list[str]]:
    """The names of those that must not stand on a paper with a question, because its author said so."""
    names = dict(current.values_list("question_id", "question__name"))
    pairs = EnemyPair.objects.filter(reason=EnemyPair.Reason.MARKED, first__in=names, second__in=names)
    enemies: dict[int, list[str]] = {}
    for first, second in pairs.order_by("pk").values_list("first_id", "second_id"):
        enemies.setdefault(first, []).append(names[second])
        enemies.setdefault(second, []).append(names[first])
    return enemies
