"""What `exams` holds on a person, and how it forgets them."""

from typing import Any

from django.db.models import QuerySet

from exams.models import (
    Accommodation,
    Adjustment,
    Attempt,
    Blueprint,
    DebriefVisit,
    Intervention,
    LateWork,
    Pause,
    Response,
    Sitting,
    SittingMail,
)
from people.held import Held, Row
from people.models import User

LETTERS = "ABCDEFGHIJKL"
GONE = "(removed with the account)"


def as_seen(response: Row) -> Row:
    """A response with the letters of options as its candidate saw them, and their texts once the report was opened."""
    is_open = response.pop("attempt__report_opened_at") is not None
    stem, options, order = (response.pop(name) for name in ("revision__stem", "revision__options", "option_order"))
    for name in ("chosen", "first_chosen", "struck"):
        response[name] = [LETTERS[shown] for shown in response[name] or []]
    texts = [options[order[LETTERS.index(letter)]] for letter in response["chosen"]]
    return {**response, "question": stem if is_open else "", "chosen_texts": texts if is_open else []}


def of_others(acts: QuerySet[Any], person: User) -> QuerySet[Any]:
    return acts.exclude(attempt__candidate=person.pk)


ATTEMPT = "attempt"
HELD = [
    Held("exams", "exams that you made", Blueprint, "owner", ("code", "title", "open_to_sit", "shared_with__name")),
    Held(
        "attempts",
        "every exam that you sat",
        Attempt,
        "candidate",
        (
            *("pk", "blueprint__code", "blueprint__title", "sitting__title", "started_at", "deadline", "handed_in_at"),
            *("ending", "report_opened_at", "could_read_keys", "seen", "explained_at", "paused_at"),
        ),
    ),
    Held(
        "responses",
        "what you answered; texts of questions whose report you have opened",
        Response,
        "attempt__candidate",
        (
            *(ATTEMPT, "position", "chosen", "first_chosen", "struck", "flagged", "seconds", "counter", "device"),
            *("saved_at", "attempt__report_opened_at", "revision__stem", "revision__options", "option_order"),
        ),
        told=as_seen,
    ),
    Held(
        "late_answers",
        "what came after an exam had closed (options counted as shown, from 0)",
        LateWork,
        "attempt__candidate",
        (ATTEMPT, "position", "chosen", "counter", "device", "claimed_at", "received_at"),
    ),
    Held(
        "time_changes",
        "changes to the time of your attempts",
        Adjustment,
        "attempt__candidate",
        (ATTEMPT, "seconds", "reason", "made_at"),
    ),
    Held(
        "pauses",
        "times during which your clock stood",
        Pause,
        "attempt__candidate",
        (ATTEMPT, "reason", "is_break", "began_at", "until", "ended_at"),
    ),
    Held(
        "interventions",
        "what instructors did to your attempts",
        Intervention,
        "attempt__candidate",
        (ATTEMPT, "kind", "reason", "made_at"),
    ),
    Held(
        "accommodations",
        "more time that you asked for",
        Accommodation,
        "person",
        ("group__name", "sitting__title", "kind", "reason", "asked_at", "granted", "decided_at", "note"),
    ),
    Held("invited", "sittings that you were invited to by name", Sitting, "invitees", ("title", "opens_at")),
    Held("mails", "mails about sittings", SittingMail, "person", ("sitting__title", "kind", "recorded_at", "sent_at")),
    Held("debriefs", "when you last read a debrief", DebriefVisit, "person", ("sitting__title", "last_at")),
    Held("sittings", "sittings that you scheduled", Sitting, "made_by", ("title", "group__name", "made_at")),
    Held(
        "given_time",
        "time that you gave others",
        Adjustment,
        "made_by",
        ("seconds", "reason", "made_at"),
        narrow=of_others,
    ),
    Held("stopped_clocks", "clocks that you stopped", Pause, "began_by", ("reason", "began_at"), narrow=of_others),
    Held("started_clocks", "clocks that you let run", Pause, "ended_by", ("reason", "ended_at"), narrow=of_others),
    Held("acts", "what else you did", Intervention, "made_by", ("kind", "reason", "made_at"), narrow=of_others),
    Held("decisions", "what you decided for others", Accommodation, "decided_by", ("kind", "granted", "decided_at")),
]


def foretell(person: User) -> list[str]:
    alone = set(unsat(person).values_list("pk", flat=True))
    mine = person.blueprints.order_by("code")
    return [f"Your exam {each.code} {'is deleted' if each.pk in alone else 'stays for others'}." for each in mine]


def forget(person: User) -> None:
    """Erase every reason, and every trace but the attempts, which stay as nobody's; those that ran have ended."""
    person.accommodations.filter(granted=None).delete()
    person.accommodations.update(reason="", note="")
    # Also what the program wrote: that somebody is no native speaker, or what an instructor gave as the reason.
    for record in (Adjustment, Pause, Intervention):
        record._default_manager.filter(attempt__candidate=person).update(reason=GONE)
    SittingMail.objects.filter(person=person).delete()
    DebriefVisit.objects.filter(person=person).delete()
    Sitting.invitees.through.objects.filter(user=person).delete()
    unsat(person).delete()


def unsat(person: User) -> QuerySet[Blueprint]:
    """The person's exams that nobody has sat and that are offered to nobody else."""
    return person.blueprints.filter(attempts=None, sittings=None, shared_with=None, open_to_sit=False)
