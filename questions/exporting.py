"""A set as a file in another format, and what that format could not hold."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

from people.models import User
from questions import pictures, revisions
from questions.browsing import visible
from questions.drafts import Draft, Written
from questions.models import EnemyPair, Picture, Question, QuestionSet, Revision
from questions.reading.format import Format

# These have no field for a task statement, and one for a category, from which an upload reads it again.
BY_CATEGORY = {"gift", "moodle_xml", "qti"}
KEPT_SECONDS = 600


@dataclass(frozen=True)
class LeftOut:
    """How many questions of a set are in no export: the retired ones, and those that the viewer sits now."""

    retired: int
    sat: int


def once(question_set: QuestionSet, format: Format, viewer: User) -> Written:
    """As `export`; the file that was made to tell what is lost is kept for its download, while it would be the same."""
    key = _made_of(question_set, format, viewer)
    if (written := cache.get(key)) is None:
        written = export(question_set, format, viewer)
        cache.set(key, written, KEPT_SECONDS)
    return written


def _made_of(question_set: QuestionSet, format: Format, viewer: User) -> str:
    """What the file would be made of: a wording never changes, and what the viewer sits now is not among them."""
    in_use = exported(question_set, viewer).order_by("pk")
    parts = list(in_use.values_list("name", "current", "current__objective__code", "current__objective__title"))
    marked = _pairs(in_use.values("pk")).values_list("first", "second")
    said = hashlib.sha256(repr((parts, list(marked))).encode())
    return f"export:{format.name}:{said.hexdigest()}"


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
    enemies: dict[int, list[str]] = {}
    for first, second in _pairs(names).values_list("first_id", "second_id"):
        enemies.setdefault(first, []).append(names[second])
        enemies.setdefault(second, []).append(names[first])
    return enemies


def _pairs(questions: Any) -> QuerySet[EnemyPair]:
    marked = EnemyPair.objects.filter(reason=EnemyPair.Reason.MARKED, first__in=questions, second__in=questions)
    return marked.order_by("pk")
