from collections import Counter

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from exams.assembly.quotas import Quota
from exams.coverage import Held, StatementLine, coverage
from questions.models import EnemyPair, Outline, Question, QuestionSet
from tests import factories

pytestmark = pytest.mark.django_db

QUOTAS = (Quota("1", 3, 2), Quota("2", 2, 2))
OBJECTIVES = {"1": ["1.1", "1.2"], "2": ["2.1"]}


def questions(objective: str, count: int, *, first: int = 1, on_trial: bool = False) -> list[Held]:
    return [Held(number, objective[0], objective, on_trial) for number in range(first, first + count)]


def test_the_scarcest_domain_says_how_many_papers_there_are():
    held = questions("1.1", 7) + questions("2.1", 5, first=100)
    found = coverage(held, QUOTAS, OBJECTIVES)
    assert (found.papers, [line.short for line in found.domains]) == (2, [2, 1])


def test_a_task_statement_is_short_of_its_even_share():
    found = coverage(questions("1.1", 1), QUOTAS, OBJECTIVES)
    assert found.is_short
    assert [line.short for line in found.domains] == [2, 2]
    assert found.domains[0].statements == (StatementLine("1.1", 2, 1, 1), StatementLine("1.2", 1, 0, 1))


def test_a_question_on_trial_fills_no_scored_place():
    held = questions("1.1", 1) + questions("1.2", 5, first=50, on_trial=True) + questions("2.1", 2, first=100)
    found = coverage(held, QUOTAS, OBJECTIVES)
    assert (found.papers, found.domains[0].short, found.domains[0].scored_short) == (0, 0, 1)


def test_enemies_share_no_paper_but_may_stand_on_two():
    one_paper = questions("1.1", 3) + questions("2.1", 2, first=100)
    assert coverage(one_paper, QUOTAS, OBJECTIVES, [(1, 2)]).papers == 0
    two_papers = questions("1.1", 6) + questions("2.1", 4, first=100)
    assert coverage(two_papers, QUOTAS, OBJECTIVES, [(1, 2)]).papers == 2


def test_a_domain_without_places_needs_nothing():
    assert coverage(questions("1.1", 1), [Quota("1", 1, 1), Quota("2", 0, 0)], OBJECTIVES).papers == 1


@given(
    counts=st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)),
    pairs=st.lists(st.tuples(st.integers(1, 60), st.integers(1, 60)), max_size=30),
)
def test_the_papers_that_are_promised_have_their_questions(
    counts: tuple[int, int, int], pairs: list[tuple[int, int]]
) -> None:
    settled, trial, other = counts
    held = questions("1.1", settled) + questions("1.2", trial, first=31, on_trial=True)
    held += questions("2.1", other, first=100)
    found = coverage(held, QUOTAS, OBJECTIVES, pairs)
    known = Counter(each.domain for each in held)
    assert found.papers * 3 <= known["1"]
    assert found.papers * 2 <= min(known["2"], settled)
    assert any(line.short or line.scored_short for line in found.domains)
    assert found.papers <= coverage(held, QUOTAS, OBJECTIVES).papers


@pytest.fixture
def own_set(exam) -> QuestionSet:
    """The bundled questions, as if an instructor had brought them."""
    bundled = QuestionSet.objects.get(name="mls-c01-bundled")
    bundled.owner = factories.person()
    bundled.save()
    return bundled


def page(client, question_set, code="MLS-C01", **headers):
    client.force_login(question_set.owner)
    return client.get(reverse("exams:coverage", args=[question_set.pk, code]), headers=headers)


def test_the_bundled_bank_fills_one_exam(client, own_set):
    assert b"1 full exam</strong> without overlap" in page(client, own_set).content


def test_htmx_gets_the_fragment_alone(client, own_set):
    fragment = page(client, own_set, HX_Request="true").content
    assert fragment.startswith(b'<div class="stack">')
    assert b"<html" in page(client, own_set).content


def test_questions_with_other_numbers_of_options_are_not_counted(client, exam, own_set):
    exam.single_options = [5, 5]
    exam.save()
    reply = page(client, own_set)
    assert reply.context["supply"].unfit == Question.objects.filter(current__kind="single").count()
    assert reply.context["supply"].coverage.is_short


def test_retired_questions_and_enemies_count_against_a_set(client, own_set):
    domain = Question.objects.filter(objective__domain__code="1")
    domain.exclude(pk__in=domain.values("pk")[:13]).update(retired_at="2026-01-01T00:00Z")
    assert page(client, own_set).context["supply"].coverage.papers == 1
    one, other = domain.filter(retired_at=None)[:2]
    EnemyPair.objects.create(first=min(one, other, key=lambda q: q.pk), second=max(one, other, key=lambda q: q.pk))
    assert page(client, own_set).context["supply"].coverage.papers == 0


def test_coverage_is_for_the_authors_of_the_set(client, own_set):
    client.force_login(factories.person())
    assert client.get(reverse("exams:coverage", args=[own_set.pk, "MLS-C01"])).status_code == 404


def test_an_exam_of_another_outline_has_no_coverage(client, own_set):
    own_set.outline = Outline.objects.create(code="other", title="Other")
    own_set.save()
    assert page(client, own_set).status_code == 404


def test_a_set_costs_as_many_queries_however_much_it_holds(client, own_set, django_assert_num_queries):
    client.force_login(own_set.owner)
    address = reverse("exams:coverage", args=[own_set.pk, "MLS-C01"])
    for kept in (1, 3):
        Question.objects.exclude(pk__in=Question.objects.values("pk")[:kept]).update(retired_at="2026-01-01T00:00Z")
        with django_assert_num_queries(9):
            client.get(address)
        Question.objects.update(retired_at=None)
