"""Verbs on the wordings of questions: a revision is made, and never changed."""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict

from django.db import connection, transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from people.models import User
from questions import lint
from questions.drafts import Draft, DraftOption, Reference, Waiver
from questions.markup import to_html, to_inline_html
from questions.models import EnemyPair, Objective, Question, QuestionSet, Revision
from questions.similarity import likeness_key, near_duplicates, nearly_as

BATCH = 500

# One statement however many questions: each takes its new wording, and that wording's objective.
MAKE_CURRENT = """
UPDATE questions_question question SET current_id = revision.id, objective_id = revision.objective_id
FROM questions_revision revision WHERE revision.id = ANY(%s) AND revision.question_id = question.id
"""


@transaction.atomic
def publish(
    question_set: QuestionSet,
    drafts: Sequence[Draft],
    *,
    made_by: User | None = None,
    flaws: Mapping[str, Collection[str]] | None = None,
) -> list[Revision]:
    """Store drafts whose wording is new as revisions for future papers; return these.

    A draft with the name of a question in the set is a new wording of it. `flaws` has the rules of the lint that each
    draft breaks, by its name, where that is known already. Raises KeyError for an objective that the set's outline does
    not have.
    """
    of_outline = Objective.objects.filter(domain__outline=question_set.outline_id)
    objectives = {objective.code: objective for objective in of_outline}
    known = {question.name: question for question in question_set.questions.select_related("current")}
    known |= _add(question_set, [draft for draft in drafts if draft.name not in known], objectives)
    made = [
        _revision(known[draft.name], draft, objectives[draft.objective], made_by, (flaws or {}).get(draft.name))
        for draft in drafts
        if _says_something_new(known[draft.name], draft)
    ]
    Revision.objects.bulk_create(made, batch_size=BATCH)
    with connection.cursor() as cursor:
        cursor.execute(MAKE_CURRENT, [[revision.pk for revision in made]])
    _bring_back(question_set, [draft.name for draft in drafts])
    return made


def _add(question_set: QuestionSet, drafts: Sequence[Draft], objectives: dict[str, Objective]) -> dict[str, Question]:
    added = Question.objects.bulk_create(
        (
            Question(
                question_set=question_set,
                name=draft.name,
                objective=objectives[draft.objective],
                lot=lot_of(question_set.name, draft.name),
            )
            for draft in drafts
        ),
        batch_size=BATCH,
    )
    return {question.name: question for question in added}


def lot_of(set_name: str, name: str) -> int:
    """A place in the order of shortlists that looks drawn, and is the same wherever the same bank is loaded."""
    return int.from_bytes(hashlib.sha256(f"{set_name}/{name}".encode()).digest()[:4]) >> 1


def _says_something_new(question: Question, draft: Draft) -> bool:
    return question.current is None or question.current.fingerprint != draft.fingerprint()


def _bring_back(question_set: QuestionSet, names: Sequence[str]) -> None:
    # Somebody who retired it meant it, whatever the bank holds.
    is_retired_by_the_bank = When(retired_at=F("left_bank_at"), then=Value(None))
    question_set.questions.filter(name__in=names, left_bank_at__isnull=False).update(
        retired_at=Case(is_retired_by_the_bank, default=F("retired_at")), left_bank_at=None
    )


def _revision(
    question: Question, draft: Draft, objective: Objective, made_by: User | None, flaws: Collection[str] | None
) -> Revision:
    if flaws is None:
        flaws = {finding.rule for finding in lint.findings(draft, timezone.localdate())}
    return Revision(
        question=question,
        number=question.current.number + 1 if question.current else 1,
        made_by=made_by,
        title=draft.title[:200],
        objective=objective,
        kind=Revision.Kind.MULTIPLE if len(draft.key) > 1 else Revision.Kind.SINGLE,
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
        explanation=draft.explanation,
        explanation_html=to_html(draft.explanation),
        checked_on=draft.checked_on,
        verified=draft.verified,
        review_by=draft.review_by,
        waivers=[asdict(waiver) for waiver in draft.waivers],
        fingerprint=draft.fingerprint(),
        flaws=sorted(flaws),
        likeness_key=likeness_key(draft.stem, [option.text for option in draft.options]),
    )


def draft_of(revision: Revision) -> Draft:
    """What a revision says, as its author could write it again; its question and objective are loaded."""
    options = zip(revision.options, revision.rationales, strict=True)
    return Draft(
        name=revision.question.name,
        title=revision.title,
        stem=revision.stem,
        options=tuple(
            DraftOption(text, index in revision.key, rationale) for index, (text, rationale) in enumerate(options)
        ),
        objective=revision.objective.code,
        difficulty=revision.difficulty,
        tags=tuple(revision.tags),
        references=tuple(Reference(**reference) for reference in revision.references),
        takeaway=revision.takeaway,
        explanation=revision.explanation,
        checked_on=revision.checked_on,
        verified=revision.verified,
        review_by=revision.review_by,
        order_locked=revision.order_locked,
        waivers=tuple(Waiver(**waiver) for waiver in revision.waivers),
    )


@transaction.atomic
def keep_enemies_apart(question_set: QuestionSet, drafts: Iterable[Draft] = ()) -> None:
    """Compute anew the enemy pairs of a set: stems that are nearly the same, in all of its outline, and those marked.

    What the given drafts mark replaces what was marked between their questions before.
    """
    ours = dict(question_set.questions.values_list("name", "pk"))
    marking = {ours[draft.name]: [ours[enemy] for enemy in draft.enemies if enemy in ours] for draft in drafts}
    stems = _stems(question_set)
    own = set(ours.values())
    pairs = {
        (*sorted(pair),): EnemyPair.Reason.SIMILAR for *pair, _ in near_duplicates(stems) if not own.isdisjoint(pair)
    }
    for question, enemies in marking.items():
        for enemy in enemies:
            pairs[(*sorted((question, enemy)),)] = EnemyPair.Reason.MARKED
    touching = EnemyPair.objects.filter(Q(first__in=own) | Q(second__in=own))
    touching.filter(Q(reason=EnemyPair.Reason.SIMILAR) | Q(first__in=marking, second__in=marking)).delete()
    EnemyPair.objects.bulk_create(
        (EnemyPair(first_id=first, second_id=second, reason=reason) for (first, second), reason in pairs.items()),
        ignore_conflicts=True,
    )


@transaction.atomic
def keep_apart(question: Question) -> None:
    """Compute anew the pairs of one question with stems that are nearly the same; what is marked stays.

    This is `keep_enemies_apart` without comparing all of its set.
    """
    stems = _stems(question.question_set)
    stem = stems.pop(question.pk, None)
    near = [] if stem is None else nearly_as(stem, stems)
    touching = EnemyPair.objects.filter(Q(first=question) | Q(second=question))
    touching.filter(reason=EnemyPair.Reason.SIMILAR).delete()
    pairs = (sorted((question.pk, other)) for other in near)
    EnemyPair.objects.bulk_create(
        (EnemyPair(first_id=first, second_id=second, reason=EnemyPair.Reason.SIMILAR) for first, second in pairs),
        ignore_conflicts=True,
    )


def _stems(question_set: QuestionSet) -> dict[int, str]:
    """The present stems of all questions in use that papers may have beside those of a set."""
    of_outline = Question.objects.filter(question_set__outline=question_set.outline_id, retired_at=None)
    return dict(of_outline.values_list("pk", "current__stem"))
