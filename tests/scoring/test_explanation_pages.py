import re

import pytest
from django.urls import reverse

from exams import attempts
from exams.models import Attempt
from scoring import reports
from scoring.models import Ruling
from scoring.rules import RulingKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate(client):
    person = factories.person()
    client.force_login(person)
    return person


def address(attempt: Attempt) -> str:
    return reverse("scoring:explanations", args=[attempt.pk])


def page(client, attempt: Attempt, **wish: str) -> str:
    return client.get(address(attempt), wish).content.decode()


def questions(html: str) -> list[int]:
    return [int(position) for position in re.findall(r'<article class="explained card" id="question-(\d+)"', html)]


def question(html: str, position: int) -> str:
    return html.partition(f'id="question-{position}"')[2].partition("</article>")[0]


def headings(html: str) -> list[str]:
    return re.findall(r"</span>((?:Why )?[A-F] (?:is|was) [^<]*?)(?= <span|</h3>)", html)


def leads_to_the_report(client, attempt: Attempt) -> bool:
    reply = client.get(address(attempt))
    return (reply.status_code, reply.url, reply.content) == (302, reverse("scoring:report", args=[attempt.pk]), b"")


def test_a_running_attempt_has_no_explanations(client, exam, candidate):
    assert leads_to_the_report(client, attempts.start(candidate, exam))


def test_a_report_that_is_not_opened_has_no_explanations(client, exam, candidate):
    attempt = factories.handed_in(candidate, exam)
    assert leads_to_the_report(client, attempt)
    reports.make(attempt.pk)
    assert leads_to_the_report(client, attempt)


def test_explanations_rest_while_their_questions_are_sat_again(client, exam, candidate):
    first = factories.reported(candidate, exam)
    second = attempts.start(candidate, exam)
    assert leads_to_the_report(client, first)
    attempts.end(second)
    assert len(questions(page(client, first))) == 65


def test_the_questions_stand_in_the_order_of_the_paper(client, exam, candidate):
    assert questions(page(client, factories.reported(candidate, exam))) == list(range(1, 66))


@pytest.mark.parametrize(
    ("show", "positions"),
    [
        ("wrong", [3, 4]),
        ("flagged", [2, 3]),
        ("flagged-and-wrong", [3]),
        ("unanswered", []),
        ("all", list(range(1, 66))),
        ("nonsense", list(range(1, 66))),
    ],
)
def test_a_filter_shows_its_questions(client, exam, candidate, show, positions):
    right = set(range(1, 66)) - {3, 4}
    attempt = factories.reported(candidate, exam, right=right, wrong=[3, 4], flagged=[2, 3])
    assert questions(page(client, attempt, show=show)) == positions


def test_a_domain_narrows_a_filter(client, exam, candidate):
    attempt = factories.reported(candidate, exam)
    modeling = attempt.responses.filter(revision__objective__domain__code="3").values_list("position", flat=True)
    assert questions(page(client, attempt, show="wrong", domain="3")) == list(modeling)
    assert len(questions(page(client, attempt, domain="9"))) == 65


def test_a_filter_without_questions_says_so(client, exam, candidate):
    html = page(client, factories.reported(candidate, exam), show="flagged")
    assert "No question of this paper comes under “Flagged”." in html


def test_chosen_wrong_options_come_first_then_the_key(client, exam, candidate):
    attempt = factories.reported(candidate, exam, wrong=range(1, 66))
    html = page(client, attempt)
    place = attempt.responses.filter(choose=1).select_related("revision").first()
    chosen, (key,) = "ABCDEF"[place.chosen[0]], ["ABCDEF"[option] for option in factories.shown_key(place)]
    explained = headings(question(html, place.position))
    assert explained[:2] == [f"Why {chosen} is wrong", f"Why {key} is right"]
    assert sorted(line.split()[1] for line in explained) == list("ABCD")
    assert f"<dt>You chose</dt><dd>{chosen}</dd>" in question(html, place.position)
    assert f"<dt>Right</dt><dd>{key}</dd>" in question(html, place.position)


def test_each_rationale_stands_under_the_letter_that_was_seen(client, exam, candidate):
    attempt = factories.reported(candidate, exam)
    html = page(client, attempt)
    place = attempt.responses.select_related("revision").get(position=1)
    for shown, option in enumerate(place.option_order):
        told = question(html, 1).partition(f"</span>Why {'ABCDEF'[shown]} is ")[2].partition("</li>")[0]
        assert place.revision.options_html[option] in told
        assert place.revision.rationales_html[option] in told


def test_a_question_names_its_state_its_domain_and_its_task_statement(client, exam, candidate):
    attempt = factories.reported(candidate, exam, flagged=[1])
    place = attempt.responses.select_related("revision__objective__domain").get(position=1)
    html = question(page(client, attempt), 1)
    objective = place.revision.objective
    assert f"{objective.domain.title} · {objective.code} {objective.title}" in html
    assert ("Flagged" in html, "Unanswered" in html, "Not scored" in html) == (True, True, not place.scored)


def test_unscored_questions_are_told_apart_afterwards(client, exam, candidate):
    assert page(client, factories.reported(candidate, exam)).count("Not scored") == 15


def test_a_changed_answer_shows_the_first_one(client, exam, candidate):
    attempt = attempts.start(candidate, exam)
    place = attempt.responses.filter(choose=1).first()
    factories.answer_again(attempt, place.position, (0,))
    factories.answer_again(attempt, place.position, (1,), counter=8)
    attempts.end(attempt)
    reports.make(attempt.pk)
    reports.open_report(attempt)
    html = question(page(client, attempt), place.position)
    assert '<dd>B <span class="soft">(first A)</span></dd>' in html


def test_a_ruling_is_told_where_it_changed_the_key(client, exam, candidate):
    attempt = factories.reported(candidate, exam)
    place = attempt.responses.filter(choose=1).select_related("revision").first()
    key, other = place.revision.key[0], next(option for option in range(4) if option not in place.revision.key)
    Ruling.objects.create(
        revision=place.revision, kind=RulingKind.RIGHT_INSTEAD, options=[other], reason="The limit was raised."
    )
    reports.make(attempt.pk)
    html = question(page(client, attempt), place.position)
    was, now = ("ABCDEF"[place.option_order.index(option)] for option in (key, other))
    assert f"Only {now} counts as right, whatever was decided before. The limit was raised." in html
    assert f"{was} was the key until a later ruling" in headings(html)
    assert f"{now} is right by a later ruling" in headings(html)
    assert f"<dt>Right</dt><dd>{now}</dd>" in html


def test_htmx_gets_the_questions_alone_and_the_count_for_a_screen_reader(client, exam, candidate):
    attempt = factories.reported(candidate, exam, flagged=[5])
    html = client.get(address(attempt), {"show": "flagged"}, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in html, questions(html)) == (False, [5])
    assert '<p id="shown" hx-swap-oob="innerHTML">1 question</p>' in html


def test_htmx_is_sent_to_the_whole_page_that_stands_before_the_explanations(client, exam, candidate):
    first = factories.reported(candidate, exam)
    attempts.start(candidate, exam)
    reply = client.get(address(first), headers={"HX-Request": "true"})
    assert (reply.content, reply["HX-Redirect"]) == (b"", reverse("scoring:report", args=[first.pk]))
    client.logout()
    reply = client.get(address(first), headers={"HX-Request": "true"})
    assert (reply.content, reply["HX-Redirect"].partition("?")[0]) == (b"", reverse("account_login"))


def test_going_back_gets_the_whole_page(client, exam, candidate):
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    html = client.get(address(factories.reported(candidate, exam)), headers=headers).content.decode()
    assert "<html" in html


def test_no_browser_keeps_an_explanation(client, exam, candidate):
    reply = client.get(address(factories.reported(candidate, exam)))
    assert "no-store" in reply["Cache-Control"]
    assert 'hx-history="false"' in reply.content.decode()


@pytest.mark.parametrize("flagged", [[7], list(range(1, 66))])
def test_the_number_of_queries_does_not_grow_with_the_questions(
    client, exam, candidate, flagged, django_assert_num_queries
):
    attempt = factories.reported(candidate, exam, flagged=flagged)
    with django_assert_num_queries(10):
        html = page(client, attempt, show="flagged")
    assert questions(html) == flagged
