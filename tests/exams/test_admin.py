import re

import pytest

from exams import attempts, saving
from exams.models import Attempt, Blueprint
from tests.factories import person, record

pytestmark = pytest.mark.django_db

ATTEMPTS, BLUEPRINTS = "/admin/exams/attempt/", "/admin/exams/blueprint/"


@pytest.fixture
def attempt(exam) -> Attempt:
    return attempts.start(person(), exam)


def test_attempts_are_found_by_the_candidates_address(admin_client, attempt, exam):
    attempts.start(person(), exam)
    found = admin_client.get(ATTEMPTS, {"q": attempt.candidate.email}).context["cl"].queryset
    assert list(found) == [attempt]


def test_running_attempts_can_be_told_from_those_handed_in(admin_client, attempt, exam):
    ended = attempts.start(person(), exam)
    attempts.end(ended)
    running = admin_client.get(ATTEMPTS, {"handed_in_at__isempty": "1"}).context["cl"].queryset
    assert list(running) == [attempt]


def test_page_of_an_attempt_shows_every_response_and_change_of_the_deadline(admin_client, attempt):
    who = attempt.candidate
    sent = [record(position=3, chosen=(1,), flagged=True)]
    saving.save(attempt.pk, user_id=who.pk, session_version=who.session_version, records=sent)
    page = admin_client.get(f"{ATTEMPTS}{attempt.pk}/change/").content.decode()
    assert len(re.findall(r"/admin/questions/question/\d+/change/", page)) == attempt.responses.count()
    assert "<td>B</td><td></td><td>yes</td>" in page


def test_nothing_about_an_attempt_is_changed_here(admin_client, attempt):
    page = f"{ATTEMPTS}{attempt.pk}/change/"
    assert 'name="_save"' not in admin_client.get(page).content.decode()
    refused = [
        admin_client.post(page, {"seed": 1}),
        admin_client.post(f"{ATTEMPTS}{attempt.pk}/delete/", {"post": "yes"}),
        admin_client.get(f"{ATTEMPTS}add/"),
    ]
    assert {reply.status_code for reply in refused} == {403}


def test_page_of_an_attempt_costs_the_same_for_65_responses_as_for_one(
    admin_client, attempt, django_assert_num_queries
):
    for responses in (65, 1):
        attempt.responses.filter(position__gt=responses).delete()
        with django_assert_num_queries(6):
            admin_client.get(f"{ATTEMPTS}{attempt.pk}/change/")


def test_list_of_attempts_costs_the_same_for_one_and_for_three(admin_client, attempt, exam, django_assert_num_queries):
    for number in (0, 2):
        for _ in range(number):
            attempts.start(person(), exam)
        with django_assert_num_queries(7):
            admin_client.get(ATTEMPTS)


def test_candidate_with_attempts_is_not_deleted_in_passing(admin_client, attempt):
    admin_client.post(f"/admin/people/user/{attempt.candidate_id}/delete/", {"post": "yes"})
    assert Attempt.objects.filter(pk=attempt.pk).exists()


def test_bundled_blueprint_is_not_changed_here(admin_client, exam):
    assert admin_client.post(f"{BLUEPRINTS}{exam.pk}/change/", {"title": "Other"}).status_code == 403


def test_nobody_sees_their_own_running_paper_or_its_questions_here(admin_client, admin_user, attempt, exam):
    own = attempts.start(admin_user, exam)
    question = own.responses.first().revision.question_id
    pages = [f"{ATTEMPTS}{own.pk}/change/", f"/admin/questions/question/{question}/change/"]
    assert [admin_client.get(page).status_code for page in pages] == [302, 302]
    assert list(admin_client.get(ATTEMPTS).context["cl"].queryset) == [attempt]
    attempts.end(own)
    assert [admin_client.get(page).status_code for page in pages] == [200, 200]


def test_empty_blueprint_is_refused_field_by_field(admin_client, exam):
    errors = admin_client.post(f"{BLUEPRINTS}add/", {}).context["adminform"].form.errors
    assert {"code", "weights", "questions", "scored", "minutes"} <= errors.keys()


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": "{}"},
        {"weights": "[20, 80]"},
        {"weights": "not JSON"},
        {"weights": '{"1": "many"}'},
        {"scored": "66"},
        {"questions": ""},
        {"pass_scaled": "5000"},
        {"weights": "{}", "ranges": '{"1": [65, 65]}'},
        {"single_options": "", "multiple_options": ""},
        {"single_options": "3"},
        {"multiple_share": '["a", "b"]'},
    ],
)
def test_blueprint_that_cannot_be_is_refused_with_a_reason(admin_client, exam, wrong):
    exam.pk, exam.code, exam.is_bundled = None, "OWN", False
    exam.save()
    page = f"{BLUEPRINTS}{exam.pk}/change/"
    form = admin_client.get(page).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    reply = admin_client.post(page, {name: "" if value is None else value for name, value in values.items()} | wrong)
    assert reply.status_code == 200
    assert reply.context["adminform"].form.errors
    assert Blueprint.objects.get(pk=exam.pk).weights == exam.weights
