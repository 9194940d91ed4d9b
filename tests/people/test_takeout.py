"""A person takes along all that the database holds on them, and nothing that tells a key before its time."""

import csv
import io
import json
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.utils import timezone

from exams import attempts
from exams.models import Attempt, Sitting
from exams.sittings import starting
from people.models import Membership, User
from people.pace import TAKEOUTS
from people.takeout import pack, tables
from questions.models import Revision
from scoring import reports
from tests.factories import answer, group, handed_in, person, reported, sitting
from tests.people import a_life
from tests.questions import own_set

pytestmark = pytest.mark.django_db

# What hangs on somebody without being told: the reason.
UNTOLD = {
    "scoring.ScoringFailure": "a try to score, gone once it succeeds",
}
OURS = {"people", "questions", "exams", "scoring", "account", "admin"}


def packed(somebody: User) -> dict[str, list[dict]]:
    """Every table of what somebody takes along, as a program reads it."""
    with ZipFile(pack(somebody, timezone.now())) as archive:
        return {
            name.removesuffix(".json"): json.loads(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".json")
        }


def test_every_relation_to_a_person_is_told_in_a_table():
    told = {(held.model, held.path) for held in tables()}
    related = {
        (relation.related_model, relation.field.name)
        for relation in User._meta.related_objects
        if not relation.related_model._meta.auto_created
    }
    assert sorted(map(str, related - told)) == []


def test_every_table_below_an_attempt_or_a_membership_is_told():
    told = {held.model for held in tables()}
    below = {
        model._meta.label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model in {Attempt, Membership} and model not in told
    }
    assert below == set(UNTOLD)


def test_somebody_who_has_done_everything_finds_it_in_every_table(exam):
    empty = {name for name, rows in packed(a_life.lived(exam)).items() if not rows}
    # They decided over nobody, and scheduled nothing.
    acts = {"given_time", "stopped_clocks", "started_clocks", "acts", "decisions", "sittings"}
    assert empty == acts


def test_tables_are_there_for_spreadsheets_too_and_hold_no_formula():
    somebody = person(display_name="=HYPERLINK(1)")
    with ZipFile(pack(somebody, timezone.now())) as archive:
        (row,) = csv.DictReader(io.StringIO(archive.read("profile.csv").decode("utf-8-sig")))
    assert (row["email"], row["display_name"]) == (somebody.email, "'=HYPERLINK(1)")


def test_what_was_answered_is_read_in_letters_and_in_words(exam):
    attempt = reported(person(), exam, right=[1])
    told = packed(attempt.candidate)["responses"][0]
    first = attempt.responses.get(position=1)
    words = [first.revision.options[first.option_order[shown]] for shown in first.chosen]
    letters = ["ABCDEF"[shown] for shown in first.chosen]
    assert (told["chosen"], told["chosen_texts"], told["question"]) == (letters, words, first.revision.stem)


def test_a_score_that_nobody_has_opened_yet_is_not_in_it(exam):
    attempt = handed_in(person(), exam, right=range(1, 60))
    reports.make(attempt.pk)
    told = packed(attempt.candidate)
    assert (told["reports"], told["leaderboard_entries"], told["leaderboard_lines"]) == ([], [], [])
    reports.open_report(attempt)
    told = packed(attempt.candidate)
    assert [len(told[name]) for name in ("reports", "leaderboard_entries", "leaderboard_lines")] == [1, 1, 1]


def test_a_report_rests_while_its_questions_are_sat_again(exam):
    somebody = person()
    reported(somebody, exam, right=[1])
    attempts.start(somebody, exam)
    assert packed(somebody)["reports"] == []


def test_wordings_that_their_author_sits_are_not_in_it(exam):
    author = person()
    question_set = own_set.three(author)
    own_set.sit(author, own_set.question(question_set))
    assert {row["question__name"] for row in packed(author)["wordings"]} == {"beans", "apples"}


def test_nobody_takes_along_what_is_held_on_others(exam):
    a_life.lived(exam)
    somebody = person()
    told = packed(somebody)
    assert {name for name, rows in told.items() if rows} == {"profile"}


def test_it_is_a_download_that_no_cache_keeps(client):
    client.force_login(person())
    reply = client.get("/profile/data")
    assert reply["Content-Disposition"].startswith('attachment; filename="rehearsal-data-')
    assert "no-store" in reply["Cache-Control"]
    assert ZipFile(io.BytesIO(reply.getvalue())).testzip() is None


def test_it_is_made_only_so_often(client):
    client.force_login(person())
    statuses = [client.get("/profile/data").status_code for _ in range(TAKEOUTS.most + 1)]
    assert statuses == [200] * TAKEOUTS.most + [429]


def test_more_attempts_ask_the_database_no_more_often(exam, django_assert_max_num_queries):
    somebody = person()
    reported(somebody, exam, right=[1])
    with django_assert_max_num_queries(len(tables())):
        packed(somebody)
    reported(somebody, exam, right=[1])
    with django_assert_max_num_queries(len(tables())):
        packed(somebody)


def test_an_attempt_of_a_sitting_to_come_tells_no_text(exam):
    member = person()
    attempt = starting.start(member, sitting(group(member), exam))
    answer(attempt, right=range(1, 66))
    told = packed(member)["responses"]
    assert {row["question"] for row in told} == {""}
    assert Sitting.objects.filter(attempts=attempt).exists()
    assert Revision.objects.filter(responses__attempt=attempt).count() == len(told)
