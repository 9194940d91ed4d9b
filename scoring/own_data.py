"""What `scoring` holds on a person, and how it forgets them."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from exams.models import Attempt
from people.held import Held
from people.models import User
from questions.models import Question
from scoring import hand_in
from scoring.models import Answer, Challenge, Entry, Remark, Report, Ruling, Standing

SCORE = ("right", "counted", "scaled", "band_low", "band_high", "passed", "headline", "domains", "objectives", "marks")
TRACK = ("attempts", "first_scaled", "best_scaled", "best_headline", "last_at", "recent", "week", "week_best")


def opened(scores: QuerySet[Any], person: User) -> QuerySet[Any]:
    """Those of attempts whose report the person has opened, and that does not rest."""
    closed = Question.objects.closed_to(person)
    resting = Attempt.objects.filter(candidate=person.pk, responses__revision__question__in=closed)
    return scores.filter(attempt__report_opened_at__isnull=False).exclude(attempt__in=resting.values("pk"))


def all_opened(standings: QuerySet[Any], person: User) -> QuerySet[Any]:
    """Those at exams of which the person has opened every report: they tell of no other score."""
    unopened = Attempt.objects.filter(candidate=person.pk, blueprint=OuterRef("blueprint"), report_opened_at=None)
    return standings.exclude(Exists(unopened))


def on_open_questions(said: QuerySet[Any], person: User) -> QuerySet[Any]:
    return said.exclude(revision__question__in=Question.objects.closed_to(person))


def answered_open_questions(answers: QuerySet[Any], person: User) -> QuerySet[Any]:
    return answers.exclude(challenges__revision__question__in=Question.objects.closed_to(person))


HELD = [
    Held(
        "reports",
        "the reports that you have opened, the earlier ones too",
        Report,
        "attempt__candidate",
        ("attempt", "rulings_up_to", "scored_at", "seen_at", *SCORE),
        narrow=opened,
    ),
    Held(
        "leaderboard_entries",
        "what these attempts are worth in leaderboards",
        Entry,
        "candidate",
        ("attempt", "blueprint__code", "ended_at", "scaled", "headline", "verdict"),
        narrow=opened,
    ),
    Held(
        "leaderboard_lines",
        "what leaderboards say of you",
        Standing,
        "candidate",
        ("blueprint__code", *TRACK, "best_before_week"),
        narrow=all_opened,
    ),
    Held(
        "challenges",
        "keys that you thought wrong, and what you were told",
        Challenge,
        "candidate",
        ("attempt", "revision__stem", "reason", "reference", "made_at", "answer__reason", "answer__answered_at"),
        narrow=on_open_questions,
    ),
    Held(
        "remarks",
        "what you said in debriefs",
        Remark,
        "author__person",
        ("sitting__title", "revision__stem", "text", "made_at", "removed_at"),
        narrow=on_open_questions,
    ),
    Held(
        "answers",
        "your answers to challenges",
        Answer,
        "answered_by",
        ("answered_at", "reason"),
        narrow=answered_open_questions,
    ),
    Held(
        "rulings",
        "your rulings on keys",
        Ruling,
        "made_by",
        ("number", "kind", "options", "reason", "made_at"),
        narrow=on_open_questions,
    ),
]


def foretell(person: User) -> list[str]:
    running = person.attempts.running().select_related("blueprint")
    return [f"The exam that you sit now, {each.blueprint}, ends at once and is scored." for each in running]


def forget(person: User) -> None:
    """End what the person sits, so that it is scored; reports, challenges and remarks stay, as nobody's."""
    for attempt in person.attempts.filter(handed_in_at=None):
        hand_in.end(attempt)
