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
    QuestionSet.objects.select_for_update().get(pk=question_set.pk)
    name = Names(question_set.questions.values_list("name", flat=True)).take(name_for(draft))
    _publish(question_set, replace(draft, name=name), author)
    return question_set.questions.get(name=name)


@transaction.atomic
def reword(question: Question, draft: Draft, author: User, *, seen: str) -> None:
    """Make a revision of it for future papers; raises ChangedMeanwhile unless its author saw the present one."""
    locked = Question.objects.select_for_update().get(pk=question.pk)
    if seen != str(locked.current_id):
        raise ChangedMeanwhile(
            "Somebody has saved another wording meanwhile. Open it in another tab, and take over what you need."
        )
    _publish(question.question_set, draft, author)


def present(question: Question) -> Draft:
    """What a question says now; it has a wording from the moment that it is added."""
    return revisions.draft_of(question.revisions.select_related("question", "objective").order_by("-number")[0])


def retire(question: Question) -> None:
    Question.objects.filter(pk=question.pk, retired_at=None).update(retired_at=timezone.now())


def bring_back(question: Question) -> None:
    Question.objects.filter(pk=question.pk).update(retired_at=None)


def put_on_trial(question: Question, on_trial: bool) -> None:
    Question.objects.filter(pk=question.pk).update(on_trial=on_trial)


def _publish(question_set: QuestionSet, draft: Draft, author: User) -> None:
    pictures.link(revisions.publish(question_set, [draft], made_by=author))
    revisions.keep_enemies_apart(question_set)
