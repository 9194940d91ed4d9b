import pytest
from django.core.exceptions import ValidationError

from questions.models import Domain, Objective, Question

pytestmark = pytest.mark.django_db

QUESTIONS = "/admin/questions/question/"


@pytest.fixture
def question(exam) -> Question:
    return Question.objects.filter(current__kind="multiple").select_related("current").first()


def test_questions_are_found_by_words_of_their_stem(admin_client, question):
    words = question.current.stem[:60]
    found = admin_client.get(QUESTIONS, {"q": words}).context["cl"].queryset
    assert question in found
    assert found.count() < Question.objects.count()


@pytest.mark.parametrize(
    "filtered",
    [
        lambda question: {"current__kind__exact": question.current.kind},
        lambda question: {"current__difficulty__exact": question.current.difficulty},
        lambda question: {"objective__id__exact": question.objective_id},
        lambda question: {"retired_at__isempty": "1"},
    ],
)
def test_questions_are_filtered_by_kind_difficulty_objective_and_retirement(admin_client, question, filtered):
    found = admin_client.get(QUESTIONS, filtered(question)).context["cl"].queryset
    assert question in found
    assert 0 < found.count() <= Question.objects.count()


def test_page_of_a_question_shows_its_wording_and_changes_nothing(admin_client, question):
    reply = admin_client.get(f"{QUESTIONS}{question.pk}/change/")
    page = reply.content.decode()
    assert page.count("<td>Key</td>") == len(question.current.key)
    assert 'name="_save"' not in page
    assert admin_client.post(f"{QUESTIONS}{question.pk}/change/", {"name": "other"}).status_code == 403


def test_text_of_a_question_is_escaped(admin_client, question):
    question.current.options[0] = "<script>alert(1)</script>"
    question.current.save()
    page = admin_client.get(f"{QUESTIONS}{question.pk}/change/").content.decode()
    assert "<script>alert(1)</script>" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_questions_are_retired_and_brought_back(admin_client, question):
    selected = {"_selected_action": [question.pk]}
    admin_client.post(QUESTIONS, {"action": "retire", **selected})
    question.refresh_from_db()
    assert question.retired_at is not None
    admin_client.post(QUESTIONS, {"action": "bring_back", **selected})
    question.refresh_from_db()
    assert question.retired_at is None


@pytest.mark.parametrize("path", ["outline", "domain", "objective", "questionset"])
def test_lists_cost_the_same_however_long_they_are(admin_client, exam, django_assert_max_num_queries, path):
    with django_assert_max_num_queries(9):
        assert admin_client.get(f"/admin/questions/{path}/").status_code == 200


def test_list_of_questions_costs_the_same_however_long_it_is(admin_client, exam, django_assert_max_num_queries):
    assert Question.objects.count() >= 65
    with django_assert_max_num_queries(10):
        admin_client.get(QUESTIONS)


def test_two_domains_of_an_outline_have_no_task_statement_of_the_same_code(exam):
    first, second = Domain.objects.filter(outline=exam.outline)[:2]
    with pytest.raises(ValidationError, match="already"):
        Objective(domain=second, code=first.objectives.first().code, title="Twin").full_clean()
    for objective in Objective.objects.all():
        objective.full_clean()
