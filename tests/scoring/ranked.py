"""A small exam that a group sits, and attempts that count there, or do not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from exams.models import Attempt, Blueprint, Intervention, LateWork, Sitting, now
from people.models import Membership, StudyGroup, User
from questions.models import Revision
from scoring import judging, reports
from scoring.models import Entry, Ruling, Standing
from scoring.rules import RulingKind
from tests import factories
from tests.scoring import sat

QUESTIONS = 10


@dataclass(frozen=True)
class Class:
    """An owner with an exam of ten questions, key A throughout, and a group."""

    owner: User
    exam: Blueprint
    wordings: list[Revision]
    group: StudyGroup

    def member(self, name: str = "", **facts: Any) -> User:
        """Somebody in the group who takes part in its leaderboard."""
        person = factories.person(display_name=name)
        factories.join(self.group, person, **{"ranked_since": now(), **facts})
        return person

    def scored(self, candidate: User, right: int, **facts: Any) -> Attempt:
        """A mock with so many right, the others wrong, and its report."""
        attempt = self.sat(candidate, right, **facts)
        reports.make(attempt.pk)
        return attempt

    def sat(self, candidate: User, right: int, *, blank: int = 0, **facts: Any) -> Attempt:
        answers = [sat.RIGHT] * right + [sat.WRONG] * (QUESTIONS - right - blank) + [sat.BLANK] * blank
        return sat.paper(self.exam, self.wordings, answers, candidate=candidate, **{"handed_in_at": now(), **facts})

    def sitting(self, **facts: Any) -> Sitting:
        """One that may be started now; attempts of tests bring their paper themselves."""
        moment = now()
        times = {"opens_at": moment - timedelta(hours=1), "last_start_at": moment + timedelta(hours=1)}
        return Sitting.objects.create(
            **{"group": self.group, "blueprint": self.exam, "title": "Mock 1", **times, **facts}
        )

    def opened(self, **facts: Any) -> Sitting:
        """A sitting whose results are open."""
        sitting = self.sitting(**facts)
        open_results(sitting)
        return sitting

    def of(self, person: User) -> Membership:
        return self.group.memberships.get(person=person)


def teach(**facts: Any) -> Class:
    """A class in whose sittings somebody may always start, so that results open only when a test says so."""
    owner = factories.person()
    questions = sat.question_set(owner, QUESTIONS)
    exam = sat.exam(questions)
    exam.pass_scaled = 700
    exam.save()
    return Class(owner, exam, sat.current(questions), factories.group(factories.person(), owner=owner, **facts))


def open_results(sitting: Sitting) -> None:
    Sitting.objects.filter(pk=sitting.pk).update(results_opened_at=now())
    sitting.refresh_from_db()


def intervene(attempt: Attempt, kind: Intervention.Kind) -> None:
    attempt.interventions.create(kind=kind, reason="A reason.", made_at=now())


def answer_late(attempt: Attempt, position: int, chosen: int) -> None:
    """Hand over an answer after the end, as the revision numbers its options."""
    (order,) = attempt.responses.filter(position=position).values_list("option_order", flat=True)
    LateWork.objects.create(
        attempt=attempt,
        position=position,
        chosen=[order.index(chosen)],
        counter=9,
        device="a" * 16,
        received_at=now(),
    )


def rule(revision: Revision, kind: RulingKind, *options: int) -> Ruling:
    """Rule, and mark anew what the ruling touches, as the task does."""
    ruling = Ruling(revision=revision, kind=kind, options=list(options), reason="A reason.")
    judging.rule(ruling)
    return ruling


def ended(attempt: Attempt, days_ago: float) -> None:
    """Let an attempt have ended so many days ago."""
    moment = now() - timedelta(days=days_ago)
    Attempt.objects.filter(pk=attempt.pk).update(handed_in_at=moment)
    Entry.objects.filter(pk=attempt.pk).delete()


def state() -> list[list[dict[str, Any]]]:
    """All that leaderboards are made of."""
    return [
        list(Entry.objects.order_by("attempt").values()),
        [_without_id(row) for row in Standing.objects.order_by("candidate", "blueprint").values()],
    ]


def _without_id(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name != "id"}


def lines(*people: User) -> Iterator[tuple[int, int]]:
    """The attempts and the best score of each person's standing."""
    for person in people:
        yield Standing.objects.values_list("attempts", "best_scaled").get(candidate=person)
