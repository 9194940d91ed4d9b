"""Things that tests begin with, made as the application makes them."""

import itertools
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from exams import attempts, saving
from exams.models import Attempt, Blueprint, Response, Sitting, now
from exams.records import Record
from exams.sittings import scheduling
from people.models import Membership, StudyGroup, User
from scoring import reports

PASSWORD = "violet-harbour-19"
_numbers = itertools.count(1)


def person(**facts: Any) -> User:
    """Somebody with an account; facts name fields of User."""
    return User.objects.create_user(
        facts.pop("email", f"person{next(_numbers)}@example.org"), facts.pop("password", None), **facts
    )


def group(*members: User, owner: User | None = None, **facts: Any) -> StudyGroup:
    """A study group with an owner and members; facts name fields of StudyGroup."""
    made = StudyGroup.objects.create(**{"name": "Tuesday group", **facts})
    join(made, owner or person(), Membership.Role.OWNER)
    for member in members:
        join(made, member)
    return made


def join(group: StudyGroup, person: User, role: str = Membership.Role.MEMBER, **facts: Any) -> Membership:
    return Membership.objects.create(group=group, person=person, role=role, **{"name": str(person), **facts})


def sitting(group: StudyGroup, exam: Blueprint, *, invitees: Collection[User] = (), **facts: Any) -> Sitting:
    """A sitting that everybody in the group may start now, for an hour; facts name fields of Sitting."""
    moment = now()
    plain: dict[str, Any] = {
        "title": "Mock 1",
        "opens_at": moment - timedelta(hours=1),
        "last_start_at": moment + timedelta(hours=1),
        "everyone": not invitees,
    }
    owner = group.memberships.get(role=Membership.Role.OWNER).person
    return scheduling.schedule(
        Sitting(group=group, blueprint=exam, **{**plain, **facts}), list(invitees), made_by=owner
    )


def window_over(sitting: Sitting) -> None:
    """Let the last moment to start a sitting have passed a minute ago."""
    moment = now()
    facts = {"opens_at": moment - timedelta(hours=2), "last_start_at": moment - timedelta(minutes=1)}
    Sitting.objects.filter(pk=sitting.pk).update(**facts)
    sitting.refresh_from_db()


def record(position: int = 1, counter: int = 1, **facts: Any) -> Record:
    """An edit as the exam room sends it: option 0 chosen on device a."""
    plain: dict[str, Any] = {"device": "a" * 16, "chosen": (0,), "flagged": False, "struck": (), "seconds": 5}
    return Record(position=position, counter=counter, **{**plain, **facts})


def answer(
    attempt: Attempt, *, right: Collection[int] = (), wrong: Collection[int] = (), flagged: Collection[int] = ()
) -> None:
    """Answer positions of a running attempt with their keys, or with something else, and flag some."""
    places = {*right, *wrong, *flagged}
    saving.save(
        attempt.pk,
        user_id=attempt.candidate_id,
        session_version=attempt.candidate.session_version,
        records=[
            record(
                response.position,
                chosen=shown_key(response) if response.position in right else _shown_error(response, wrong),
                flagged=response.position in flagged,
            )
            for response in attempt.responses.filter(position__in=places).select_related("revision")
        ],
    )


def shown_key(response: Response) -> tuple[int, ...]:
    """The right options, as the candidate sees them."""
    return tuple(sorted(response.option_order.index(option) for option in response.revision.key))


def _shown_error(response: Response, wrong: Collection[int]) -> tuple[int, ...]:
    key = shown_key(response)
    choices = itertools.combinations(range(len(response.option_order)), len(key))
    return next(choice for choice in choices if choice != key) if response.position in wrong else ()


def handed_in(candidate: User, exam: Blueprint, **answers: Collection[int]) -> Attempt:
    """An attempt that the candidate has ended, and that nobody has scored."""
    attempt = attempts.start(candidate, exam)
    answer(attempt, **answers)
    attempts.end(attempt)
    attempt.refresh_from_db()
    return attempt


def reported(candidate: User, exam: Blueprint, **answers: Collection[int]) -> Attempt:
    """An attempt whose report has been opened."""
    attempt = handed_in(candidate, exam, **answers)
    reports.make(attempt.pk)
    reports.open_report(attempt)
    return attempt


def move_back(attempt: Attempt, by: timedelta) -> None:
    """Let an attempt have begun earlier than it did."""
    moved = {"started_at": attempt.started_at - by, "deadline": attempt.deadline - by}
    if attempt.handed_in_at:
        moved["handed_in_at"] = attempt.handed_in_at - by
    Attempt.objects.filter(pk=attempt.pk).update(**moved)
    attempt.refresh_from_db()


def answer_again(attempt: Attempt, position: int, chosen: tuple[int, ...], *, counter: int = 7) -> None:
    """Change the answer at a position, in options as shown."""
    saving.save(
        attempt.pk,
        user_id=attempt.candidate_id,
        session_version=attempt.candidate.session_version,
        records=[record(position, counter, chosen=chosen)],
    )
