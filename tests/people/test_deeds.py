"""The audit log: what staff and instructors do is written down beside it, and stands."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from exams import adjusting
from exams.models import Attempt
from people import deeds
from people.models import Deed, User
from scoring import judging
from scoring.models import Challenge
from scoring.rules import Ruled, RulingKind
from tests import factories, permissions

pytestmark = pytest.mark.django_db

REASON = {"reason": "The fire alarm"}
# What somebody sends where, and what is then written down.
DONE = [
    ("exams:adjustments", "instructor", {**REASON, "minutes": "5"}, "changed the time"),
    ("exams:pauses", "instructor", REASON, "stopped the clock"),
    ("exams:sitting_adjustments", "instructor", {**REASON, "minutes": "5"}, "changed the time"),
    ("scoring:interventions", "instructor", {**REASON, "kind": "void", "is_sure": "on"}, "intervened"),
    ("exams:decision", "instructor", {"answer": "decline"}, "answered who asked for time"),
    ("people:member_role", "owner", {"role": "instructor"}, "gave a role"),
    ("people:member_removal", "owner", {}, "removed a member"),
    ("people:group_archival", "owner", {}, "archived a group"),
    ("people:group_restoration", "owner", {}, "restored a group"),
    ("people:renewal", "owner", {}, "revoked an invitation"),
    ("people:revocation", "owner", {}, "revoked an invitation"),
    ("questions:set_groups", "set owner", {}, "shared with groups"),
    ("exams:blueprint_groups", "set owner", {}, "shared with groups"),
]
TAKEN = [
    ("scoring:results_csv", "instructor", "took the results as a file"),
    ("scoring:results_xlsx", "instructor", "took the results as a file"),
    ("questions:export_file", "set owner", "took a set as a file"),
]


def told() -> list[tuple[int | None, str]]:
    return list(Deed.objects.values_list("by", "what"))


def door(world: permissions.World, who: str) -> tuple[Client, int]:
    client = Client()
    client.cookies["sessionid"] = world.sessions[who]
    return client, int(client.session["_auth_user_id"])


@pytest.mark.parametrize("way", ["by hand", "as a command"])
def test_a_deed_names_who_did_what_to_which_thing(exam, way):
    ina = factories.person()
    deeds.record(ina if way == "by hand" else None, "looked", exam, seconds=5)
    deed = Deed.objects.get()
    expected = (ina if way == "by hand" else None, "looked", f"blueprint {exam.pk}", {"seconds": 5})
    assert (deed.by, deed.what, deed.thing, deed.facts) == expected


def test_a_deed_stands_as_it_was_written(exam):
    somebody = factories.person()
    deeds.record(somebody, "looked", exam)
    deed = Deed.objects.get()
    for change in ({"what": "slept"}, {"thing": "blueprint 0"}, {"by": factories.person()}, {"facts": {"x": 1}}):
        with pytest.raises(ProgrammingError, match="stands as it was written"), transaction.atomic():
            Deed.objects.filter(pk=deed.pk).update(**change)
    with pytest.raises(ProgrammingError, match="stands as it was written"), transaction.atomic():
        deed.delete()


def test_a_deed_outlives_the_account_of_who_did_it(exam):
    somebody = factories.person()
    deeds.record(somebody, "looked", exam)
    User.objects.filter(pk=somebody.pk).delete()
    assert told() == [(None, "looked")]


def test_what_is_older_than_two_years_is_forgotten(exam):
    long_ago = timezone.now() - deeds.KEPT_FOR - timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO people_deed (at, what, thing, facts) VALUES (%s, 'looked', '', '{}')", [long_ago])
    deeds.record(None, "looked again", exam)
    assert deeds.forget_old() == 1
    assert told() == [(None, "looked again")]


def knocked(exam, who: str, method: str, name: str, form: dict) -> list[str]:
    """What is written down where somebody sends a form to an address."""
    world = permissions.world(exam)
    before = Deed.objects.count()
    client, person = door(world, who)
    address = world.address(name, dict(permissions.addresses())[name])
    reply = client.generic(method, address, urlencode(form), content_type=permissions.FORM)
    assert reply.status_code in {200, 302}, reply.content.decode()
    written = Deed.objects.order_by("pk")[before:]
    assert {deed.by_id for deed in written} <= {person}
    return [deed.what for deed in written]


@pytest.mark.parametrize(("name", "who", "form", "what"), DONE, ids=[row[0] for row in DONE])
def test_what_is_done_is_written_down(exam, name, who, form, what):
    assert what in knocked(exam, who, "POST", name, form)


@pytest.mark.parametrize(("name", "who", "what"), TAKEN, ids=[row[0] for row in TAKEN])
def test_what_is_taken_away_as_a_file_is_written_down(exam, name, who, what):
    assert knocked(exam, who, "GET", name, {}) == [what]


def test_a_link_to_a_new_password_is_written_down(capsys):
    somebody = factories.person()
    call_command("password_link", somebody.email)
    assert Deed.objects.get().thing == f"user {somebody.pk}"


def test_a_ruling_and_the_answer_that_it_is_are_written_down(exam):
    permissions.world(exam)
    asked, judge = Challenge.objects.get(), factories.person()
    ruled = Ruled(RulingKind.DROP, frozenset())
    judging.answer(asked.revision, [asked.pk], reason="Outdated", ruled=ruled, answered_by=judge)
    assert told()[:2] == [(judge.pk, "answered challenges"), (judge.pk, "ruled")]


def test_both_ends_of_a_pause_are_written_down(exam):
    world, ina = permissions.world(exam), factories.person()
    attempt = Attempt.objects.get(pk=world.values["attempt_id"])
    adjusting.pause(attempt, reason="The fire alarm", made_by=ina)
    adjusting.resume(attempt, made_by=ina)
    assert told()[:2] == [(ina.pk, "let the clock run"), (ina.pk, "stopped the clock")]


def test_a_candidates_own_break_is_no_deed(exam):
    world = permissions.world(exam)
    attempt = Attempt.objects.get(pk=world.values["attempt_id"])
    before = Deed.objects.count()
    adjusting.pause(attempt, reason="A break", made_by=attempt.candidate, is_break=True)
    adjusting.resume(attempt, made_by=attempt.candidate)
    assert Deed.objects.count() == before


@pytest.mark.parametrize("page", ["people_deed", "admin_logentry"])
def test_staff_read_the_log_and_change_nothing_of_it(admin_client, exam, page):
    somebody = factories.person()
    deeds.record(somebody, "looked", exam, seconds=5)
    LogEntry.objects.log_actions(somebody.pk, [exam], 2, single_object=True)
    row = {"people_deed": Deed, "admin_logentry": LogEntry}[page].objects.get()
    assert str(exam.pk) in admin_client.get(reverse(f"admin:{page}_changelist")).content.decode()
    assert admin_client.get(reverse(f"admin:{page}_add")).status_code == 403
    for change in ("change", "delete"):
        assert admin_client.post(reverse(f"admin:{page}_{change}", args=[row.pk]), {"post": "yes"}).status_code == 403
    assert admin_client.get(reverse(f"admin:{page}_changelist"), {"what": "looked"}).status_code in {200, 302}


def test_a_page_of_the_log_costs_the_same_at_1_and_at_3_deeds(admin_client, exam, django_assert_max_num_queries):
    for _ in range(3):
        deeds.record(factories.person(), "looked", exam)
        with django_assert_max_num_queries(9):
            admin_client.get(reverse("admin:people_deed_changelist"))
