"""The questions that a paper may be drawn from, read in one query however large the bank."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from exams.assembly.entries import Entry
from exams.assembly.quotas import Quota, shortlist_limits
from exams.models import Blueprint, Response
from questions.models import Objective, Question, Revision
from questions.models.question import awaited_ids

LOTS = 2**31
# Between these lies no number of options: a kind that the exam does not have.
NONE = (1, 0)

# The walk begins at a random lot and wraps around: an order fixed by the seed, over an indexed key.
SHORTLIST = """
WITH seen AS (
    SELECT revision.question_id, max(attempt.started_at) AS last_seen
    FROM exams_attempt attempt
    JOIN exams_response response ON response.attempt_id = attempt.id
    JOIN questions_revision revision ON revision.id = response.revision_id
    WHERE attempt.candidate_id = ANY(%(candidates)s)
    GROUP BY revision.question_id
)
SELECT pick.id, pick.current_id, domain.code, objective.code, pick.kind = 'multiple', pick.last_seen,
       (pick.lot::bigint - %(pivot)s + %(lots)s) %% %(lots)s, place.on_trial
FROM unnest(%(objectives)s::bigint[], %(on_trial)s::boolean[], %(limits)s::integer[])
    AS place(objective_id, on_trial, most)
JOIN questions_objective objective ON objective.id = place.objective_id
JOIN questions_domain domain ON domain.id = objective.domain_id
CROSS JOIN LATERAL (
    SELECT question.id, question.current_id, question.lot, revision.kind, seen.last_seen
    FROM questions_question question
    CROSS JOIN LATERAL (
        SELECT kind, cardinality(options) AS options FROM questions_revision WHERE id = question.current_id OFFSET 0
    ) revision
    LEFT JOIN seen ON seen.question_id = question.id
    WHERE question.objective_id = place.objective_id AND question.on_trial = place.on_trial
      AND question.retired_at IS NULL
      AND question.question_set_id = ANY(%(sets)s) AND question.id <> ALL(%(kept_back)s)
      AND revision.options BETWEEN
          CASE revision.kind WHEN 'single' THEN %(single_least)s::integer ELSE %(multiple_least)s::integer END AND
          CASE revision.kind WHEN 'single' THEN %(single_most)s::integer ELSE %(multiple_most)s::integer END
    ORDER BY seen.last_seen NULLS FIRST, question.lot < %(pivot)s, question.lot
    LIMIT place.most
) pick
"""
# Hundreds of questions go as one value, which costs a tenth of as many.
ENEMIES = """
SELECT first_id, second_id FROM questions_enemypair
WHERE first_id = ANY(%(questions)s::bigint[]) AND second_id = ANY(%(questions)s::bigint[])
"""


@dataclass(frozen=True)
class Source:
    """What a paper is drawn from: the sets, without the questions kept back, and who will sit it."""

    sets: Sequence[int]
    candidates: Sequence[int]
    kept_back: Sequence[int]


def source_of(blueprint: Blueprint, candidate_id: int | None) -> Source:
    """What a candidate's own papers are drawn from; without a candidate, what anybody's are."""
    sets = blueprint.drawn_from(candidate_id or 0).values_list("pk", flat=True)
    if candidate_id is None:
        return Source(list(sets), [], [])
    return Source(list(sets), [candidate_id], awaited_ids(candidate_id))


def read(blueprint: Blueprint, quotas: Sequence[Quota], source: Source, *, pivot: int) -> list[Entry]:
    """Per task statement the questions that no candidate has seen, then those seen longest ago."""
    outline = Objective.objects.filter(domain__outline=blueprint.outline_id)
    objectives = outline.values_list("domain__code", "code", "pk")
    limits: dict[tuple[int, bool], int] = {}
    for quota in quotas:
        keys = {code: pk for domain, code, pk in objectives if domain == quota.domain}
        for on_trial, places in ((False, quota.total), (True, quota.unscored)):
            if keys and places:
                most = shortlist_limits(places, list(keys))
                limits |= {(keys[code], on_trial): most[code] for code in keys}
    single_least, single_most = blueprint.single_options or NONE
    multiple_least, multiple_most = blueprint.multiple_options or NONE
    with connection.cursor() as cursor:
        cursor.execute(
            SHORTLIST,
            {
                "candidates": list(source.candidates),
                "kept_back": list(source.kept_back),
                "pivot": pivot,
                "lots": LOTS,
                "objectives": [objective for objective, _ in limits],
                "on_trial": [on_trial for _, on_trial in limits],
                "limits": list(limits.values()),
                "sets": list(source.sets),
                "single_least": single_least,
                "single_most": single_most,
                "multiple_least": multiple_least,
                "multiple_most": multiple_most,
            },
        )
        return [Entry(*row) for row in cursor.fetchall()]


def enemies_within(entries: Sequence[Entry]) -> list[tuple[int, int]]:
    """The enemy pairs of which both stand in the shortlist."""
    with connection.cursor() as cursor:
        cursor.execute(ENEMIES, {"questions": [entry.question for entry in entries]})
        return cursor.fetchall()


def unseen(blueprint: Blueprint, candidate_id: int) -> int:
    """How many questions that the candidate has never met a paper could still hold."""
    fits = Q(current__kind=Revision.Kind.SINGLE, current__options__len__range=blueprint.single_options or NONE)
    fits |= Q(current__kind=Revision.Kind.MULTIPLE, current__options__len__range=blueprint.multiple_options or NONE)
    met = Response.objects.filter(attempt__candidate=candidate_id).values("revision__question")
    drawable = Question.objects.open_to(candidate_id).filter(question_set__in=blueprint.drawn_from(candidate_id))
    return drawable.filter(fits, retired_at=None).exclude(pk__in=met).count()
