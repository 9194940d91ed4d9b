"""Verbs on the wordings of questions: a revision is made, and never changed."""

from collections.abc import Iterable
from dataclasses import asdict

from django.db import transaction

from questions.drafts import Draft
from questions.markup import to_html, to_inline_html
from questions.models import EnemyPair, Objective, Question, QuestionSet, Revision
from questions.similarity import near_duplicates


@transaction.atomic
def publish(question_set: QuestionSet, drafts: Iterable[Draft]) -> int:
    """Store drafts whose wording is new as revisions for future papers; return how many there were.

    A draft with the name of a question in the set is a new wording of it. Raises KeyError for an objective that the
    set's outline does not have.
    """
    of_outline = Objective.objects.filter(domain__outline=question_set.outline)
    objectives = {objective.code: objective for objective in of_outline}
    known = {question.name: question for question in question_set.questions.select_related("current")}
    made = 0
    for draft in drafts:
        objective = objectives[draft.objective]
        question = known.get(draft.name) or Question.objects.create(
            question_set=question_set, name=draft.name, objective=objective
        )
        is_new = question.current is None or question.current.fingerprint != draft.fingerprint()
        if is_new:
            question.current = _revision(question, draft, objective)
            made += 1
        if is_new or question.left_bank_at:
            question.objective = objective
            # Somebody who retired it meant it, whatever the bank holds.
            question.retired_at = None if question.retired_at == question.left_bank_at else question.retired_at
            question.left_bank_at = None
            question.save(update_fields=["current", "objective", "retired_at", "left_bank_at"])
    return made


def _revision(question: Question, draft: Draft, objective: Objective) -> Revision:
    return Revision.objects.create(
        question=question,
        number=question.current.number + 1 if question.current else 1,
        objective=objective,
        kind=Revision.Kind.MULTIPLE if draft.is_multiple else Revision.Kind.SINGLE,
        stem=draft.stem,
        stem_html=to_html(draft.stem),
        options=[option.text for option in draft.options],
        options_html=[to_inline_html(option.text) for option in draft.options],
        rationales=[option.rationale for option in draft.options],
        rationales_html=[to_html(option.rationale) for option in draft.options],
        key=list(draft.key),
        order_locked=draft.order_locked,
        difficulty=draft.difficulty,
        tags=list(draft.tags),
        references=[asdict(reference) for reference in draft.references],
        takeaway=draft.takeaway,
        checked_on=draft.checked_on,
        fingerprint=draft.fingerprint(),
    )


@transaction.atomic
def keep_enemies_apart(question_set: QuestionSet, drafts: Iterable[Draft]) -> None:
    """Compute anew the enemy pairs of a set: those that its authors marked, and stems that are nearly the same."""
    questions = dict(question_set.questions.values_list("name", "pk"))
    stems = {draft.name: draft.stem for draft in drafts}
    pairs = {
        (*sorted((questions[first], questions[second])),): EnemyPair.Reason.SIMILAR
        for first, second, _ in near_duplicates(stems)
    }
    for draft in drafts:
        for enemy in draft.enemies:
            pairs[(*sorted((questions[draft.name], questions[enemy])),)] = EnemyPair.Reason.MARKED
    EnemyPair.objects.filter(first__question_set=question_set, second__question_set=question_set).delete()
    EnemyPair.objects.bulk_create(
        EnemyPair(first_id=first, second_id=second, reason=reason) for (first, second), reason in pairs.items()
    )
