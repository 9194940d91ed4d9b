"""What candidates say against questions, for those who may judge it; never who a candidate is beyond a display name."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, F, Max, Min, Prefetch, Q, QuerySet, prefetch_related_objects

from exams.models import Response
from people.models import User
from questions.models import Question, QuestionSet, Revision
from scoring.challenges import own, ruled_by
from scoring.models import Challenge
from scoring.pages.challenged import Against, Offered, as_seen, offered
from scoring.pages.decisions import letters, sentence

A_STRANGER = "A candidate"
OPEN = Q(challenges__answer=None)

# Options as shown, from 0, come back to those of the revision.
CHOSEN = """
SELECT revision_id, option_order[shown + 1], count(*)
FROM exams_response CROSS JOIN unnest(chosen) shown
WHERE revision_id = ANY(%s)
  AND EXISTS (SELECT FROM exams_attempt WHERE id = attempt_id AND handed_in_at IS NOT NULL)
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Contested:
    """A challenged revision: the question with what candidates chose, what is said against it, what was ruled."""

    revision: Revision
    options: list[Offered]
    sat: int
    rulings: list[tuple[str, str]]
    still_open: list[Against]
    answered: list[Against]
    may_edit: bool


def judged_by(viewer: User) -> QuerySet[QuestionSet]:
    """The sets whose challenges a person answers: their own, and for staff those that nobody owns."""
    nobodys = Q(owner=None) if viewer.is_staff else Q(pk=None)
    return QuestionSet.objects.filter(nobodys | Q(pk__in=QuestionSet.objects.authored_by(viewer.pk).values("pk")))


def challenged(sets: QuerySet[QuestionSet], viewer: User) -> QuerySet[Revision]:
    """Challenged wordings, those with the oldest open challenge first; nothing that the viewer sits now."""
    return (
        Revision.objects.filter(question__question_set__in=sets, challenges__isnull=False)
        .exclude(question__in=Question.objects.closed_to(viewer))
        .annotate(
            open=Count("challenges", filter=OPEN),
            waits_since=Min("challenges__made_at", filter=OPEN),
            last=Max("challenges__made_at"),
        )
        .order_by("waits_since", "-last", "pk")
        .select_related("question__question_set", "objective")
    )


def still_open(viewer: User) -> int:
    """How many challenges wait for a person's answer; none on what is closed to them."""
    to_answer = Challenge.objects.filter(answer=None, revision__question__question_set__in=judged_by(viewer))
    return to_answer.exclude(revision__question__in=Question.objects.closed_to(viewer)).count()


def laid_out(found: list[Revision], viewer: User) -> list[Contested]:
    """Challenged revisions as a page shows them."""
    made = Challenge.objects.select_related("candidate", "answer__ruling").order_by("made_at")
    prefetch_related_objects(found, Prefetch("challenges", made), "rulings")
    chosen, sat, seen = _chosen(found), _sat(found), _seen(found)
    authored = set(QuestionSet.objects.authored_by(viewer.pk).values_list("pk", flat=True))
    return [
        _contested(
            revision,
            offered(revision.options_html, revision.rationales_html, revision.key, chosen[revision.pk]),
            sat.get(revision.pk, 0),
            seen,
            may_edit=revision.question.question_set_id in authored,
        )
        for revision in found
    ]


def _contested(
    revision: Revision, options: list[Offered], sat: int, seen: dict[tuple[int, int], list[int]], *, may_edit: bool
) -> Contested:
    written = range(len(options))
    said = [_against(each, written, seen.get((each.attempt_id, revision.pk), [])) for each in revision.challenges.all()]
    return Contested(
        revision=revision,
        options=options,
        sat=sat,
        rulings=[(sentence(ruled_by(ruling), written), ruling.reason) for ruling in revision.rulings.all()],
        still_open=[each for each in said if each.reply is None],
        answered=[each for each in said if each.reply],
        may_edit=may_edit,
    )


def _against(challenge: Challenge, written: Sequence[int], seen: Sequence[int]) -> Against:
    return Against(
        number=challenge.pk,
        by=challenge.candidate.display_name or A_STRANGER,
        made_at=challenge.made_at,
        chosen=letters(challenge.chosen, written),
        seen=as_seen(seen),
        reason=challenge.reason,
        reference=challenge.reference,
        reply=own(challenge, written).reply,
    )


def _chosen(revisions: list[Revision]) -> dict[int, dict[int, int]]:
    """How many candidates chose each option, by revision."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute(CHOSEN, [[revision.pk for revision in revisions]])
        for revision, option, count in cursor.fetchall():
            found[revision][option] = count
    return found


def _sat(revisions: list[Revision]) -> dict[int, int]:
    """How many candidates have had each revision before them."""
    ended = Response.objects.filter(revision__in=revisions, attempt__handed_in_at__isnull=False)
    return dict(ended.values_list("revision").annotate(Count("position")).order_by())


def _seen(revisions: list[Revision]) -> dict[tuple[int, int], list[int]]:
    """The option orders that those who challenge saw, by attempt and revision."""
    places = Response.objects.filter(revision__in=revisions, attempt__challenges__revision=F("revision"))
    return {
        (attempt, revision): order
        for attempt, revision, order in places.values_list("attempt", "revision", "option_order").distinct()
    }
