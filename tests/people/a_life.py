"""Somebody who has left a trace in every table that knows people."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from exams import adjusting, attempts
from exams.models import Accommodation, Attempt, Blueprint, DebriefVisit, Intervention, LateWork, SittingMail, now
from exams.sittings import starting
from people import deeds
from people.groups import keeping
from people.models import Invitation, Membership, User
from questions.models import ColumnMapping, Outline
from questions.uploads import staging
from scoring import opening, reports, tasks, threads
from scoring.models import Answer, Challenge, Ruling
from tests import factories
from tests.questions import own_set

EMAIL, SECOND, NAME, PSEUDONYM = "marguerite.duval@example.org", "mduval@example.com", "Marguerite", "Zaphira"
PERSONAL = (EMAIL, SECOND, NAME, PSEUDONYM, "wrist", "Europe/Lisbon")


def lived(exam: Blueprint) -> User:
    """A person with a past in a group, as an author, and as an administrator; nothing runs, and no group is theirs."""
    person = factories.person(email=EMAIL, display_name=NAME, password=factories.PASSWORD, time_zone="Europe/Lisbon")
    for address in (EMAIL, SECOND):
        EmailAddress.objects.create(user=person, email=address, verified=True, primary=address == EMAIL)
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={"name": f"Key of {NAME}"})
    _learned(person, exam)
    _wrote(person, exam)
    _administered(person)
    return person


def _learned(person: User, exam: Blueprint) -> None:
    group = factories.group()
    owner = group.memberships.get().person
    membership = factories.join(group, person, name=NAME, pseudonym=PSEUDONYM, ranked_since=timezone.now())
    own = keeping.found(person, name="Old group", about="", known_as=NAME)
    keeping.archive(own)
    Invitation.objects.create(group=group, email=SECOND, made_by=owner)
    Invitation.objects.create(group=own, email="friend@example.org", made_by=person)
    sitting = factories.sitting(group, exam, invitees=[person])
    Accommodation.objects.create(
        group=group, sitting=sitting, person=person, kind="1.25", reason="My wrist", note="Is the wrist better?",
        granted=True, decided_by=owner, decided_at=now(),
    )  # fmt: skip
    attempt = starting.start(person, sitting)
    adjusting.pause(attempt, reason="The wrist hurts", made_by=owner)
    attempt.refresh_from_db()
    adjusting.resume(attempt, made_by=owner)
    factories.answer(attempt, right=range(1, 50), flagged=[2])
    attempts.end(attempt)
    LateWork.objects.create(attempt=attempt, position=60, chosen=[1], counter=9, device="b" * 16, received_at=now())
    Intervention.objects.create(attempt=attempt, kind="late", reason="A wrist", made_by=owner, made_at=now())
    reports.make(attempt.pk)
    assert opening.are_open(sitting)
    tasks.unseal(sitting.pk)
    reports.open_report(Attempt.objects.get(pk=attempt.pk))
    revision = attempt.responses.get(position=1).revision
    threads.say(sitting, revision.pk, membership, "I took the second one.")
    DebriefVisit.objects.create(sitting=sitting, person=person, last_at=now())
    SittingMail.objects.create(sitting=sitting, person=person, kind="invitation")
    Challenge.objects.create(
        candidate=person, attempt=attempt, revision=revision, chosen=[0], reason="The second is right too."
    )


def _wrote(person: User, exam: Blueprint) -> None:
    outline, co_author = Outline.objects.get(code="MLS-C01"), factories.person()
    own_set.own_set(person, own_set.draft(), title="Alone", name="alone")
    shared = own_set.own_set(person, own_set.draft("beans"), title="Shared", name="shared")
    shared.co_authors.add(co_author)
    other = own_set.own_set(co_author, own_set.draft("apples"), title="Another's", co_author_addresses=[EMAIL])
    other.co_authors.add(person)
    staging.receive(person, [("mine.csv", b"x,y\n1,2\n")], outline=outline)
    ColumnMapping.objects.create(owner=person, heads=["a", "b"], mapping={})
    own = Blueprint.objects.get(pk=exam.pk)
    own.pk, own.code, own.owner, own.open_to_sit, own.is_bundled = None, "MINE", person, False, False
    own.save()
    ruling = Ruling.objects.create(
        revision=own_set.question(shared, "beans").current, kind="full_credit", reason="Both.", made_by=person
    )
    Answer.objects.create(answered_by=person, reason="You are right.", ruling=ruling)


def _administered(person: User) -> None:
    deeds.record(person, "looked", person)
    person.groups.add(Group.objects.create(name="Helpers"))
    person.user_permissions.add(Permission.objects.get(codename="view_user"))
    administrator = factories.person(is_superuser=True, is_staff=True)
    membership = person.memberships.order_by("pk").first()
    address = EmailAddress.objects.get(email=SECOND)
    for seen, by in ((person, administrator), (membership, administrator), (address, administrator), (person, person)):
        LogEntry.objects.create(
            user=by,
            content_type=ContentType.objects.get_for_model(type(seen)),
            object_id=str(seen.pk),
            object_repr=str(seen),
            action_flag=CHANGE,
            change_message=f"Changed the address of {EMAIL}",
        )
    assert Membership.objects.filter(person=person).count() == 2
