"""An account is deleted: the person is gone from every table, and what others rely on stays."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection

from exams import attempts
from exams.models import Accommodation, Attempt, Blueprint, Response
from exams.sittings import starting
from people import farewell
from people.groups import keeping
from people.models import Invitation, Membership, User
from questions.models import QuestionSet
from scoring import debrief, reports
from scoring.models import Challenge, Entry, Remark, Report, Standing
from tests.factories import PASSWORD, answer, group, handed_in, join, move_back, person, reported, sitting
from tests.people import a_life
from tests.questions import own_set

pytestmark = pytest.mark.django_db

DELETION = "/profile/deletion"


def whole_database() -> str:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows += [f"{table}: {row}" for (row,) in cursor.fetchall()]
    return "\n".join(rows)


def test_names_and_addresses_and_reasons_are_gone_from_every_table(exam):
    somebody = a_life.lived(exam)
    held = whole_database().lower()
    assert [each for each in a_life.PERSONAL if each.lower() not in held] == []
    farewell.leave(somebody)
    left = [line for line in whole_database().splitlines() for each in a_life.PERSONAL if each.lower() in line.lower()]
    assert left == []


def test_what_others_rely_on_stays(exam):
    somebody = a_life.lived(exam)
    models = (Attempt, Response, Report, Entry, Standing, Challenge, Remark, Membership, LogEntry, Accommodation)
    before = {model: model.objects.count() for model in models}
    farewell.leave(somebody)
    assert {model: model.objects.count() for model in models} == before
    assert set(QuestionSet.objects.filter(owner__isnull=False).values_list("title", flat=True)) == {
        "Shared",
        "Another's",
    }
    assert not Blueprint.objects.filter(code="MINE").exists()
    assert list(Invitation.objects.values_list("email", flat=True)) == ["friend@example.org"]


def test_those_who_stay_read_the_same_debrief(exam):
    leaver, other = person(), person()
    together = sitting(group(leaver, other), exam)
    for member, right in ((leaver, 30), (other, 50)):
        attempt = starting.start(member, together)
        answer(attempt, right=range(1, right))
        attempts.end(attempt)
        reports.make(attempt.pk)

    def missed() -> list:
        ids = list(debrief.counted(together).values_list("pk", flat=True))
        return debrief.missed(ids, list(together.places.values_list("revision", flat=True)))

    before = missed()
    farewell.leave(leaver)
    assert missed() == before


def test_who_was_here_is_a_former_member_afterwards(exam):
    somebody = a_life.lived(exam)
    farewell.leave(somebody)
    assert {each.shown_name for each in Membership.objects.filter(person=somebody)} == {"Former member"}
    assert not Membership.objects.present().filter(person=somebody).exists()


def test_an_owner_hands_a_group_over_or_archives_it_first():
    owner, member = person(), person()
    theirs = group(member, owner=owner)
    with pytest.raises(farewell.Needed, match="You own the group “Tuesday group”"):
        farewell.leave(owner)
    owner.refresh_from_db()
    assert owner.is_active
    keeping.hand_over(theirs.pk, owner=owner, to=theirs.memberships.get(person=member).pk)
    farewell.leave(owner)
    assert theirs.memberships.present().get().person == member


def test_the_last_administrator_appoints_another_one_first():
    administrator = person(is_superuser=True)
    with pytest.raises(farewell.Needed, match="the only administrator"):
        farewell.leave(administrator)
    person(is_superuser=True)
    farewell.leave(administrator)


def test_what_runs_ends_and_is_scored_as_it_stands(exam, django_capture_on_commit_callbacks):
    somebody = person()
    attempt = attempts.start(somebody, exam)
    answer(attempt, right=range(1, 20))
    with django_capture_on_commit_callbacks() as asked:
        farewell.leave(somebody)
    attempt.refresh_from_db()
    assert attempt.ending == Attempt.Ending.CANDIDATE
    assert len(asked) == 1
    assert reports.make(attempt.pk).right > 0


def test_what_ran_out_unnoticed_ends_by_the_clock(exam):
    attempt = attempts.start(person(), exam)
    move_back(attempt, timedelta(hours=9))
    farewell.leave(attempt.candidate)
    attempt.refresh_from_db()
    assert attempt.ending == Attempt.Ending.CLOCK


def test_the_address_is_free_for_a_new_account_that_knows_nothing_of_the_old(client, exam):
    somebody = person(email="ada@example.org")
    handed_in(somebody, exam)
    farewell.leave(somebody)
    assert person(email="ada@example.org").attempts.count() == 0


def test_an_invitation_to_a_group_stays_one_use_less(exam):
    somebody, here = person(), group()
    invitation = Invitation.objects.create(group=here, made_by=somebody, most_uses=3)
    farewell.leave(somebody)
    invitation.refresh_from_db()
    assert invitation.is_usable


def test_a_password_is_asked_for_again(client):
    somebody = person(password=PASSWORD)
    client.force_login(somebody)
    page = client.post(DELETION, {"password": "something else"}).content.decode()
    assert "That is not your password." in page
    assert User.objects.get(pk=somebody.pk).is_active
    assert client.post(DELETION, {"password": PASSWORD}, follow=True).redirect_chain == [("/", 302)]
    assert User.objects.get(pk=somebody.pk).email == f"{somebody.pk}@deleted.invalid"


def test_without_a_password_the_address_is_typed(client):
    somebody = person(email="ada@example.org")
    client.force_login(somebody)
    assert "That is not the address" in client.post(DELETION, {"email": "eve@example.org"}).content.decode()
    assert client.post(DELETION, {"email": " Ada@example.org "}).status_code == 302


def test_a_password_is_not_guessed_here(client):
    somebody = person(password=PASSWORD)
    client.force_login(somebody)
    for _ in range(10):
        client.post(DELETION, {"password": "something else"})
    assert "Wait a minute" in client.post(DELETION, {"password": PASSWORD}).content.decode()
    assert User.objects.get(pk=somebody.pk).is_active


def test_every_session_ends(client):
    somebody = person(password=PASSWORD)
    other_device = type(client)()
    for device in (client, other_device):
        device.force_login(somebody)
    client.post(DELETION, {"password": PASSWORD})
    for device in (client, other_device):
        assert device.get("/profile/").url.startswith("/accounts/login/")
    assert not client.login(email=somebody.email, password=PASSWORD)


def test_the_page_says_what_happens_to_what_is_theirs(client, exam):
    somebody = a_life.lived(exam)
    own = group(owner=somebody, name="Wednesday group")
    attempts.start(somebody, exam)
    client.force_login(somebody)
    page = client.get(DELETION).content.decode()
    for sentence in (
        "Your set “Alone” is deleted with its questions: nobody else relies on it.",
        "Your set “Shared” stays: its co-authors go on with it.",
        "Your exam MINE is deleted.",
        f"The exam that you sit now, {exam}, ends at once and is scored.",
        "Your archived group “Old group” stays as it is, without an owner.",
        f'<a href="/groups/{own.pk}/settings">Wednesday group</a>',
    ):
        assert sentence in page
    assert "Wednesday group” stays" not in page
    assert 'name="password"' not in page


def test_a_set_of_which_a_paper_holds_a_question_stays(exam):
    author = person()
    question_set = own_set.three(author)
    own_set.sit(person(), own_set.question(question_set))
    farewell.leave(author)
    assert question_set.questions.count() == 3


def test_a_member_who_comes_back_later_is_somebody_new(exam):
    leaver = person()
    here = group(leaver)
    reported(leaver, exam)
    farewell.leave(leaver)
    join(here, person(), name="Ada")
    assert here.memberships.present().count() == 2
