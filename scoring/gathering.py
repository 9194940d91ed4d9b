"""Gathering the figures of questions from what candidates answered, again and again from the database alone."""

import sys
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import F, Q

from exams.models import now
from questions.models import Question, Revision
from scoring.item_statistics import Answer, ItemFigures, item_figures, rest_share
from scoring.models import ItemStatistics
from scoring.pages.decisions import right_choices
from scoring.rules import Ruled
from scoring.taken import rulings_on

# A step takes a second or two, so that scoring does not wait long behind it.
QUESTIONS_A_STEP = 25
# A report that was being made while figures were read has long been committed by then.
UNDER_WAY = timedelta(minutes=10)

# A question that stood on an earlier paper was met there, in whatever wording and however that went: its explanation
# could be read afterwards. So the first meeting counts or none does.
MEETINGS = """
WITH met AS (
    SELECT DISTINCT ON (attempt.candidate_id, revision.question_id) response.*, attempt.could_read_keys
    FROM questions_revision revision
    JOIN exams_response response ON response.revision_id = revision.id
    JOIN exams_attempt attempt ON attempt.id = response.attempt_id
    WHERE revision.question_id = ANY(%(questions)s)
    ORDER BY attempt.candidate_id, revision.question_id, attempt.started_at
), half_answered AS (
    SELECT attempt_id FROM exams_response WHERE attempt_id IN (SELECT attempt_id FROM met)
    GROUP BY attempt_id HAVING 2 * count(*) FILTER (WHERE cardinality(chosen) >= choose) >= count(*)
)
SELECT met.revision_id, met.option_order, met.chosen, met.seconds, report."right", report.counted,
       CASE WHEN met.scored THEN (report.marks -> (met.position - 1) ->> 'right')::boolean END
FROM met JOIN half_answered USING (attempt_id)
CROSS JOIN LATERAL (
    SELECT * FROM scoring_report WHERE attempt_id = met.attempt_id ORDER BY rulings_up_to DESC LIMIT 1
) report
WHERE NOT met.could_read_keys AND (met.seconds > 0 OR met.counter > 0)
"""


class Meeting(NamedTuple):
    """A candidate's first meeting with a question; `right` and `counted` are the attempt's, `own` the question's mark.

    `own` is None where the question does not count in the attempt.
    """

    revision: int
    option_order: list[int]
    chosen: list[int]
    seconds: int
    right: int
    counted: int
    own: bool | None


def behind() -> Iterator[list[int]]:
    """The questions whose current wording has no figures of its last answers, the oldest figures first, in steps."""
    reports = "revisions__responses__attempt__reports"
    is_new = Q(**{f"{reports}__scored_at__gt": F("current__statistics__computed_at") - UNDER_WAY})
    scored = Question.objects.filter(Q(current__statistics=None) | is_new, **{f"{reports}__isnull": False})
    found = list(
        scored.order_by(F("current__statistics__computed_at").asc(nulls_first=True), "pk")
        .values_list("pk", flat=True)
        .distinct()
    )
    for first in range(0, len(found), QUESTIONS_A_STEP):
        yield found[first : first + QUESTIONS_A_STEP]


def recompute(questions: Collection[int]) -> None:
    """Make the figures of each wording of these questions anew; twice, or two at once, does no harm.

    Revisions that show a candidate the same (stem, options, how many to choose) share their answers.
    """
    computed_at = now()
    revisions = list(Revision.objects.filter(question__in=questions).order_by("pk"))
    rulings = rulings_on([revision.pk for revision in revisions], up_to=sys.maxsize)
    seen_as = {revision.pk: _wording(revision) for revision in revisions}
    meetings: dict[object, list[Meeting]] = defaultdict(list)
    for meeting in _meetings(questions):
        meetings[seen_as[meeting.revision]].append(meeting)
    rows = [
        _row(revision, _figures(revision, meetings[seen_as[revision.pk]], rulings[revision.pk]), computed_at)
        for revision in revisions
    ]
    columns = [field.name for field in ItemStatistics._meta.fields if not field.primary_key]
    ItemStatistics.objects.bulk_create(rows, update_conflicts=True, unique_fields=["revision"], update_fields=columns)


def _wording(revision: Revision) -> object:
    return revision.question_id, revision.stem, tuple(revision.options), revision.choose


def _meetings(questions: Collection[int]) -> list[Meeting]:
    with connection.cursor() as cursor:
        cursor.execute(MEETINGS, {"questions": list(questions)})
        return [Meeting(*row) for row in cursor.fetchall()]


def _figures(revision: Revision, meetings: list[Meeting], rulings: list[Ruled]) -> ItemFigures:
    """Marked by the key and the rulings about options; credit to all would make every question an easy one."""
    choices = right_choices(frozenset(revision.key), rulings)
    answers = [_answer(meeting, choices) for meeting in meetings]
    return item_figures(answers, options=len(revision.options), keys=frozenset().union(*choices))


def _answer(meeting: Meeting, right_choices: Collection[frozenset[int]]) -> Answer:
    chosen = frozenset(meeting.option_order[option] for option in meeting.chosen)
    rest = rest_share(meeting.right, meeting.counted, meeting.own)
    return Answer(chosen, chosen in right_choices, rest, meeting.seconds)


def _row(revision: Revision, figures: ItemFigures, computed_at: datetime) -> ItemStatistics:
    return ItemStatistics(revision=revision, computed_at=computed_at, **asdict(figures))
