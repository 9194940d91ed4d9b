from datetime import timedelta

import pytest
from django.urls import reverse

from exams import attempts
from exams.models import Attempt, Response
from scoring import reports
from scoring.met_before import met_before
from tests import factories

pytestmark = pytest.mark.django_db

HISTORY = "/attempts/"


@pytest.fixture
def candidate(client):
    person = factories.person()
    client.force_login(person)
    return person


def page(client) -> str:
    return client.get(HISTORY).content.decode()


def test_somebody_new_is_shown_the_way_to_the_exams(client, candidate):
    assert "You have not sat an exam yet." in page(client)


def test_an_attempt_shows_its_estimate_with_its_band_and_result(client, exam, candidate):
    attempt = factories.reported(candidate, exam)
    html = page(client)
    assert '<strong>100</strong> <span class="soft nowrap">(100 to 164)</span>' in html
    assert "Fail</span>" in html
    assert reverse("scoring:report", args=[attempt.pk]) in html


def test_a_score_is_not_met_before_its_report_is_opened(client, exam, candidate):
    attempt = factories.handed_in(candidate, exam)
    assert "Being scored" in page(client)
    reports.make(attempt.pk)
    html = page(client)
    assert ("Not opened yet" in html, "Fail</span>" in html, "<strong>100</strong>" in html) == (True, False, False)


def test_a_running_attempt_leads_back_to_its_room(client, exam, candidate):
    attempt = attempts.start(candidate, exam)
    assert f'<a href="{reverse("exams:room", args=[attempt.pk])}">Go on</a>' in page(client)


def test_an_overdue_attempt_is_closed_on_the_way(client, exam, candidate):
    attempt = attempts.start(candidate, exam)
    factories.move_back(attempt, attempt.allowed + timedelta(minutes=1))
    assert "Being scored" in page(client)
    attempt.refresh_from_db()
    assert attempt.ending == Attempt.Ending.CLOCK


def test_two_reports_make_a_trend(client, exam, candidate):
    first = factories.reported(candidate, exam)
    factories.move_back(first, timedelta(days=1))
    assert "Trend of the estimate" not in page(client)
    factories.reported(candidate, exam, right=range(1, 66))
    html = page(client)
    assert "2 attempts in order of time" in html
    dates, estimates = html.split("<tbody>")[1], ("100</td>", "1000</td>")
    assert [dates.index(f'<td class="number">{estimate}') for estimate in estimates] == sorted(
        dates.index(f'<td class="number">{estimate}') for estimate in estimates
    )


def test_dates_stand_in_the_viewers_time_zone(client, exam, candidate):
    attempt = factories.reported(candidate, exam)
    Attempt.objects.filter(pk=attempt.pk).update(started_at="2026-03-01T23:30:00Z")
    candidate.time_zone = "Asia/Tokyo"
    candidate.save()
    assert "2 March 2026, 08:30" in page(client)


def test_nobody_sees_the_attempts_of_others(client, exam, candidate):
    factories.reported(factories.person(), exam)
    assert "You have not sat an exam yet." in page(client)


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_attempts(
    client, exam, candidate, number, django_assert_num_queries
):
    for _ in range(number):
        factories.reported(candidate, exam)
    with django_assert_num_queries(7):
        page(client)


def test_another_mock_starts_with_one_click(client, exam, candidate):
    factories.reported(candidate, exam)
    html = page(client)
    start = reverse("exams:start", args=[exam.code])
    assert f'<form method="post" action="{start}">' in html
    assert "Start another mock, 180 minutes</button>" in html
    client.post(start)
    assert "Start another mock" not in page(client)


def test_the_trend_tells_how_much_of_a_paper_was_met_before(client, exam, candidate):
    first = factories.reported(candidate, exam)
    second = factories.reported(candidate, exam)
    Response.objects.filter(attempt=second).update(revision=first.responses.first().revision)
    html = page(client)
    assert "part of a rise may be memory" in html
    assert '<td class="number">0 of 65</td>' in html
    assert '<td class="number">65 of 65</td>' in html


def test_papers_without_a_question_in_common_were_not_met_before(exam, candidate):
    first, second = (factories.handed_in(candidate, exam) for _ in range(2))
    second.responses.filter(revision__question__in=first.responses.values("revision__question")).delete()
    factories.handed_in(factories.person(), exam)
    assert met_before(candidate) == {first.pk: 0, second.pk: 0}
