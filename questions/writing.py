"""Verbs on single questions of a set: add, reword, retire, put on trial."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from people.models import User
from questions import pictures, revisions
from questions.drafts import Draft
from questions.models import Question, QuestionSet
from questions.naming import Names, name_for


class ChangedMeanwhile(Exception):
    """Somebody else has saved another wording since this one was opened."""


@transaction.atomic
def add(question_set: QuestionSet, draft: Draft, author: User) -> Question:
    """Add a question; its name comes from its first words."""
    # Two who add at the same moment never take the same name.
    QuestionSet.objects.select_for_update().get(pk=question_set.pk)
    name = Names(question_set.questions.values_list("name", flat=True)).take(name_for(draft))
    _publish(question_set, replace(draft, name=name), author)
    return question_set.questions.get(name=name)


@transaction.atomic
def reword(question: Question, draft: Draft, author: User, *, seen: str) -> bool:
    """Make a revision of it for future papers; whether it says anything new.

    Raises ChangedMeanwhile unless its author saw the present wording.
    """
    locked = Question.objects.select_for_update().get(pk=question.pk)
    if seen != str(locked.current_id):
        raise ChangedMeanwhile
    return _publish(question.question_set, draft, author)


def present(question: Question) -> Draft:
    """What a question says now; it has a wording from the moment that it is added."""
    return revisions.draft_of(question.revisions.select_related("question", "objective").order_by("-number")[0])


def wording(question: Question, revision_id: str) -> Draft | None:
    """What a revision of it says, by the id that a form sent; None where it has no such revision."""
    if not (revision_id.isdecimal() and len(revision_id) < 19):
        return None
    found = question.revisions.select_related("question", "objective").filter(pk=int(revision_id)).first()
    return revisions.draft_of(found) if found else None


def retire(question: Question) -> None:
    Question.objects.filter(pk=question.pk, retired_at=None).update(retired_at=timezone.now())


@transaction.atomic
def bring_back(question: Question) -> None:
    """Let papers be drawn with it again, never beside what came to be like it meanwhile."""
    if Question.objects.filter(pk=question.pk, retired_at__isnull=False).update(retired_at=None):
        revisions.keep_apart(question)


def put_on_trial(question: Question, on_trial: bool) -> None:
    Question.objects.filter(pk=question.pk).update(on_trial=on_trial)


def _publish(question_set: QuestionSet, draft: Draft, author: User) -> bool:
    made = revisions.publish(question_set, [draft], made_by=author)
    pictures.link(made)
    for revision in made:
        revisions.keep_apart(revision.question)
    return bool(made)
