import pytest

from exams import attempts
from exams.models import Attempt
from scoring import news, reports, sweeping, tasks
from scoring.models import Report, Ruling
from scoring.rules import RulingKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate(client):
    person = factories.person()
    client.force_login(person)
    return person


def rule(attempt: Attempt, place: int = 0, kind: RulingKind = RulingKind.FULL_CREDIT) -> Ruling:
    revision = attempt.responses.filter(scored=True).order_by("position")[place].revision
    ruling = Ruling.objects.create(revision=revision, kind=kind, reason="Two keys.")
    tasks.mark_anew(ruling.number)
    return ruling


def told(candidate) -> list[tuple[int, int, int]]:
    return [(each.attempt.pk, each.before, each.after) for each in news.unseen(candidate)]


def test_home_and_history_tell_what_changed_until_the_report_is_looked_at(client, exam, candidate):
    attempt = factories.reported(candidate, exam)
    rule(attempt)
    for page in ("/", "/attempts/"):
        html = client.get(page).content.decode()
        assert "from 100 to <strong>118</strong>" in html
        assert f'href="/attempts/{attempt.pk}/report#anew"' in html
    assert "Two keys." in client.get(f"/attempts/{attempt.pk}/report").content.decode()
    for page in ("/", "/attempts/"):
        assert "Marked anew" not in client.get(page).content.decode()


def test_two_rulings_unseen_are_told_as_one_change(exam, candidate):
    attempt = factories.reported(candidate, exam)
    rule(attempt)
    rule(attempt, 1)
    assert told(candidate) == [(attempt.pk, 100, 136)]
    reports.open_report(attempt)
    assert told(candidate) == []
    rule(attempt, 2)
    assert told(candidate) == [(attempt.pk, 136, 154)]


def test_a_score_that_stays_is_told_too(client, exam, candidate):
    rule(factories.reported(candidate, exam), kind=RulingKind.DROP)
    assert "the estimate stays 100." in client.get("/").content.decode()


def test_a_report_that_was_never_opened_is_no_news(exam, candidate):
    attempt = factories.handed_in(candidate, exam)
    reports.make(attempt.pk)
    rule(attempt)
    assert told(candidate) == []


def test_news_rests_while_its_questions_are_sat_again(client, exam, candidate):
    attempt = factories.reported(candidate, exam)
    rule(attempt)
    again = attempts.start(candidate, exam)
    assert told(candidate) == []
    attempts.end(again)
    assert told(candidate) == [(attempt.pk, 100, 118)]


def test_nobody_is_told_about_others(client, exam, candidate):
    rule(factories.reported(factories.person(), exam))
    assert told(candidate) == []
    client.logout()
    assert "Marked anew" not in client.get("/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_news_costs_one_query_however_much_there_is(exam, candidate, number, django_assert_num_queries):
    for _ in range(number):
        rule(factories.reported(candidate, exam))
    with django_assert_num_queries(1):
        assert len(told(candidate)) >= number


def test_marking_anew_goes_on_where_it_was_interrupted_and_twice_does_no_harm(exam, monkeypatch):
    sat = [factories.reported(factories.person(), exam) for _ in range(3)]
    revision = sat[0].responses.filter(scored=True).first().revision
    for attempt in sat[1:]:
        if not attempt.responses.filter(revision=revision).exists():
            attempt.responses.filter(position=1).update(revision=revision, option_order=range(len(revision.options)))
    ruling = Ruling.objects.create(revision=revision, kind=RulingKind.FULL_CREDIT, reason="Two keys.")
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    left = [sweeping.mark_anew(ruling) for _ in range(3)]
    assert left == [True, False, False]
    assert Report.objects.filter(rulings_up_to=ruling.number).count() == 3
