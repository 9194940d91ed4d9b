"""The questions of a set that somebody looks for; none of those that the viewer sits at this moment."""

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet

from people.authors import may_author
from people.models import User
from questions import lint, revisions
from questions.lint import SetFinding
from questions.models import Objective, Question, QuestionSet, Revision

LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Wanted:
    """What to look for; empty fields let everything pass."""

    text: str = ""
    objective: str = ""
    kind: str = ""
    flaw: str = ""
    state: str = ""

    @classmethod
    def read(cls, query: dict[str, str]) -> "Wanted":
        # No text of a database holds a NUL, and asking for one is an error.
        given = {name: query.get(name, "").replace("\0", "") for name in cls.__dataclass_fields__}
        return cls(**{name: value.strip()[:LONGEST_SEARCH] for name, value in given.items()})

    def as_query(self) -> dict[str, str]:
        return {name: value for name, value in vars(self).items() if value}


def may_change(question_set: QuestionSet, viewer: User) -> bool:
    return may_author(viewer) and QuestionSet.objects.authored_by(viewer.pk).filter(pk=question_set.pk).exists()


def authors(question_set: QuestionSet) -> list[User]:
    """Its owner, if it has one, and those who write along."""
    owner = [question_set.owner] if question_set.owner else []
    return [*owner, *question_set.co_authors.order_by("email")]


def visible(question_set: QuestionSet, viewer: User) -> QuerySet[Question]:
    """All of a set but what stands on the paper that the viewer sits: its key would be told."""
    return question_set.questions.exclude(pk__in=Question.objects.closed_to(viewer))


def found(question_set: QuestionSet, viewer: User, wanted: Wanted) -> QuerySet[Question]:
    """The questions that are wanted, by task statement; each word that is searched for stands somewhere in them."""
    questions = visible(question_set, viewer).select_related("current", "objective__domain")
    for word in wanted.text.split():
        questions = questions.filter(_says(word))
    if wanted.objective:
        in_outline = Q(objective__code=wanted.objective) | Q(objective__domain__code=wanted.objective)
        questions = questions.filter(in_outline)
    if wanted.kind in Revision.Kind.values:
        questions = questions.filter(current__kind=wanted.kind)
    if wanted.flaw:
        questions = questions.filter(current__flaws__contains=[wanted.flaw])
    if wanted.state != "all":
        questions = questions.filter(**STATES.get(wanted.state, IN_USE))
    return questions.order_by("objective__domain__code", "objective__code", "name")


def _says(word: str) -> Q:
    parts = ("name", "current__title", "current__stem", "current__options", "current__tags")
    return reduce(or_, (Q(**{f"{part}__icontains": word}) for part in parts))


IN_USE: dict[str, Any] = {"retired_at": None}
STATES: dict[str, dict[str, Any]] = {
    "retired": {"retired_at__isnull": False},
    "trial": {"on_trial": True, "retired_at": None},
}


def flaws(question_set: QuestionSet, viewer: User) -> list[tuple[str, int]]:
    """How many questions in use break each rule, the most frequent first."""
    broken = visible(question_set, viewer).filter(retired_at=None).values_list("current__flaws", flat=True)
    counts: dict[str, int] = {}
    for rules in broken:
        for rule in rules:
            counts[rule] = counts.get(rule, 0) + 1
    return sorted(counts.items(), key=lambda line: (-line[1], line[0]))


def findings_together(question_set: QuestionSet, viewer: User) -> list[SetFinding]:
    """What the lint says to the questions in use as a whole."""
    in_use = visible(question_set, viewer).filter(retired_at=None)
    current = Revision.objects.filter(pk__in=in_use.values("current")).select_related("question", "objective")
    return lint.findings_of_set([revisions.draft_of(revision) for revision in current])


def objectives(question_set: QuestionSet) -> QuerySet[Objective]:
    of_outline = Objective.objects.filter(domain__outline=question_set.outline_id).select_related("domain")
    return of_outline.order_by("domain__code", "code")
