import pytest
from django.urls import reverse

from exams.models import now
from questions import revisions, writing
from questions.models import Question
from scoring.models import ItemStatistics
from tests import factories
from tests.scoring import sat

pytestmark = pytest.mark.django_db

FIGURES = {
    "answers": 120,
    "right": 60,
    "facility": 0.5,
    "median_seconds": 90,
    "discrimination": 0.3,
    "low": 0.16,
    "high": 0.43,
    "upper_size": 32,
    "lower_size": 32,
    "choices": [{"everyone": count, "upper": 8, "lower": 8} for count in (60, 56, 4, 0)],
    "keys": [0],
    "non_functioning": 1,
}
SUSPECT = {"discrimination": -0.05, "low": -0.2, "high": 0.099}


@pytest.fixture
def author(client):
    person = factories.person()
    client.force_login(person)
    return person


@pytest.fixture
def owned(author):
    return sat.question_set(author, 3)


def figures(question: Question, **facts) -> None:
    ItemStatistics.objects.create(revision=question.current, computed_at=now(), **{**FIGURES, **facts})


def few(answers: int) -> dict:
    plain = {"answers": answers, "right": 20, "choices": [], "keys": [], "upper_size": 0, "lower_size": 0}
    nothing = dict.fromkeys(["facility", "median_seconds", "discrimination", "low", "high", "non_functioning"])
    known = {"facility": 20 / answers, "median_seconds": 60} if answers >= 30 else {}
    return {**nothing, **plain, **known}


def page(client, question_set, query: str = "", **headers) -> str:
    return client.get(
        reverse("scoring:set_statistics", args=[question_set.pk]) + query, headers=headers
    ).content.decode()


def names(html: str) -> list[str]:
    rows = (
        html.split('class="table item-table stacks"')[1].split("</table>", maxsplit=1)[0].split('<th scope="row">')[1:]
    )
    return [row.split("</a>")[0].rsplit(">", 1)[1] for row in rows]


def questions(owned) -> list[Question]:
    return list(owned.questions.order_by("name").select_related("current"))


def test_a_question_shows_its_figures_with_their_intervals(client, owned):
    figures(questions(owned)[0])
    html = page(client, owned)
    assert '0.30 <span class="soft">(0.16 to 0.43)</span>' in html
    assert '0.50 <span class="soft">(0.43 to 0.57)</span>' in html
    assert '<td class="number" data-label="Median time">1:30</td>' in html
    assert "Look at these" not in html


def test_below_the_thresholds_only_the_number_of_answers_is_shown(client, owned):
    first, second, _ = questions(owned)
    figures(first, **few(29))
    figures(second, **few(30))
    html = page(client, owned)
    assert "29 answers so far" in html
    assert '0.67 <span class="soft">' in html
    assert "from 100 answers on" in html
    assert "0 answers so far" in html


@pytest.mark.parametrize(("facts", "is_listed"), [(SUSPECT, True), ({**SUSPECT, "high": 0.1}, False)])
def test_a_question_whose_interval_ends_below_a_tenth_is_listed_by_itself(client, owned, facts, is_listed):
    figures(questions(owned)[1], **facts)
    html = page(client, owned)
    assert ("Look at these" in html) is is_listed
    assert ('<svg class="option-chart" role="img"' in html) is is_listed
    if is_listed:
        suspects = html.split('id="suspects"')[1].split("All questions in use")[0]
        assert "What is asked in q2?" in suspects
        assert "What is asked in q1?" not in suspects
        assert "Under 5%</span>" in suspects


def test_the_worst_stand_first_and_what_has_no_figures_last(client, owned):
    first, second, _ = questions(owned)
    figures(first, discrimination=0.4)
    figures(second, discrimination=0.2)
    assert names(page(client, owned)) == ["q2", "q1", "q3"]


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("?sort=facility", ["q1", "q2", "q3"]),
        ("?sort=-facility", ["q2", "q1", "q3"]),
        ("?sort=-name", ["q3", "q2", "q1"]),
        ("?sort=--facility", ["q1", "q2", "q3"]),
        ("?sort=password&page=x", ["q1", "q2", "q3"]),
    ],
)
def test_the_table_is_sorted_as_its_address_says(client, owned, query, order):
    first, second, _ = questions(owned)
    figures(first, facility=0.2)
    figures(second, facility=0.7)
    assert names(page(client, owned, query)) == order


def test_a_column_says_how_it_is_sorted_and_turns_round(client, owned):
    html = page(client, owned, "?sort=facility")
    assert html.count("aria-sort") == 1
    assert 'aria-sort="ascending"><a id="sort-facility" href="?sort=-facility#questions"' in html


def test_htmx_is_given_the_table_alone(client, owned):
    html = page(client, owned, "?sort=name", **{"HX-Request": "true"})
    assert html.startswith('<div id="figures"')
    assert "<html" not in html


def test_retired_questions_and_old_wordings_are_left_out(client, owned, author):
    first, second, _ = questions(owned)
    figures(first)
    writing.retire(second)
    revisions.publish(owned, [sat.draft("q1", stem="What else is asked?")])
    html = page(client, owned)
    assert names(html) == ["q1", "q3"]
    assert html.count("0 answers so far") == 2


def test_questions_that_the_author_sits_are_not_shown(client, owned, author):
    for question in questions(owned):
        figures(question, **SUSPECT)
    sat.paper(sat.exam(owned), sat.current(owned)[:2], [sat.BLANK] * 2, candidate=author, handed_in_at=None)
    html = page(client, owned)
    assert names(html) == ["q3"]
    assert "What is asked in q1?" not in html
    assert "2 questions of this set stand" in html
    assert client.get(reverse("scoring:question_statistics", args=[owned.pk, "q1"])).status_code == 404
    assert client.get(reverse("scoring:question_statistics", args=[owned.pk, "q3"])).status_code == 200


def test_only_authors_of_the_set_see_its_figures(client, owned):
    for address in ("set_statistics", "question_statistics"):
        arguments = [owned.pk] if address == "set_statistics" else [owned.pk, "q1"]
        client.force_login(factories.person(is_staff=True))
        assert client.get(reverse(f"scoring:{address}", args=arguments)).status_code == 404
        client.logout()
        assert client.get(reverse(f"scoring:{address}", args=arguments)).status_code == 302


def test_a_co_author_sees_them_and_somebody_not_approved_does_not(client, owned, settings):
    friend = factories.person()
    owned.co_authors.add(friend)
    client.force_login(friend)
    assert "Statistics" in page(client, owned)
    settings.APPROVED_AUTHORS_ONLY = True
    assert client.get(reverse("scoring:set_statistics", args=[owned.pk])).status_code == 403


def test_the_page_of_a_question_shows_who_chose_what(client, owned):
    figures(questions(owned)[0])
    html = client.get(reverse("scoring:question_statistics", args=[owned.pk, "q1"])).content.decode()
    assert '<svg class="option-chart" role="img"' in html
    assert '<td class="number" data-label="Everyone">47% <span class="soft">(39 to 54%)</span>' in html
    assert " style=" not in html


def test_answers_all_alike_have_no_discrimination_to_show(client, owned):
    figures(questions(owned)[0], discrimination=None, low=None, high=None)
    assert 'data-label="Discrimination"><span class="soft">cannot be told</span>' in page(client, owned)


def test_the_page_of_a_set_leads_here(client, owned):
    html = client.get(reverse("questions:set", args=[owned.pk])).content.decode()
    assert f'href="{reverse("scoring:set_statistics", args=[owned.pk])}"' in html


def test_an_empty_set_says_so(client, author):
    assert "No question of this set is in use." in page(client, sat.question_set(author, 0))


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_questions(client, author, number, django_assert_num_queries):
    made = sat.question_set(author, number)
    for question in questions(made):
        figures(question, **SUSPECT)
    with django_assert_num_queries(6):
        page(client, made)
