import re
from datetime import timedelta

import pytest
from django.urls import reverse

from exams import attempts, late_work
from exams.clock import GRACE, LATE_WORK_WINDOW
from exams.models import Attempt, Blueprint, now
from scoring import reports
from scoring.met_before import met_before
from scoring.models import Report, Ruling, ScoringFailure
from scoring.rules import RulingKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def candidate(client):
    person = factories.person()
    client.force_login(person)
    return person


def address(attempt: Attempt, page: str = "report") -> str:
    return reverse(f"scoring:{page}", args=[attempt.pk])


def page(client, attempt: Attempt) -> str:
    return client.get(address(attempt)).content.decode()


def ask(client, attempt: Attempt, asked: int | str = 1):
    """Ask for the report as a waiting page does."""
    return client.get(address(attempt, "report_status"), {"asked": asked}, headers={"HX-Request": "true"})


def scored_positions(attempt: Attempt, number: int) -> list[int]:
    return list(attempt.responses.filter(scored=True).values_list("position", flat=True)[:number])


def out_of_time(attempt: Attempt, *, ago: timedelta = timedelta(minutes=1)) -> Attempt:
    factories.move_back(attempt, attempt.allowed + GRACE + ago)
    return attempt


@pytest.mark.parametrize("name", ["report", "report_status", "explanations"])
def test_a_foreign_attempt_is_not_found(client, exam, candidate, name):
    foreign = factories.reported(factories.person(), exam)
    assert client.get(address(foreign, name)).status_code == 404
    assert client.get(reverse(f"scoring:{name}", args=[10**9])).status_code == 404


def test_a_foreign_report_is_not_opened(client, exam, candidate):
    foreign = factories.handed_in(factories.person(), exam)
    reports.make(foreign.pk)
    assert client.post(address(foreign, "report_opening")).status_code == 404
    foreign.refresh_from_db()
    assert foreign.report_opened_at is None


def test_somebody_logged_out_is_asked_to_log_in(client, exam):
    attempt = factories.reported(factories.person(), exam)
    assert client.get(address(attempt)).url.startswith(reverse("account_login"))


def test_a_running_attempt_leads_to_its_room(client, exam, candidate):
    attempt = attempts.start(candidate, exam)
    assert client.get(address(attempt)).url == reverse("exams:room", args=[attempt.pk])


def test_an_overdue_attempt_is_closed_in_place(client, exam, candidate):
    attempt = out_of_time(attempts.start(candidate, exam))
    assert "Is work unsent on another device?" in page(client, attempt)
    attempt.refresh_from_db()
    assert (attempt.handed_in_at, attempt.ending) == (attempt.deadline, Attempt.Ending.CLOCK)


def test_an_unscored_attempt_is_waited_for(client, exam, candidate):
    attempt = factories.handed_in(candidate, exam)
    html = page(client, attempt)
    assert "Your report is being made" in html
    assert f'hx-get="{address(attempt, "report_status")}?asked=1" hx-trigger="load delay:0.4s"' in html
    attempt.refresh_from_db()
    assert attempt.report_opened_at is None


def test_a_waiting_page_asks_ever_more_rarely(client, exam, candidate):
    attempt = factories.handed_in(candidate, exam)
    replies = [ask(client, attempt, asked) for asked in (1, 2, 3, 4, 5, 6, 400)]
    delays = [reply.content.decode().partition("delay:")[2].partition("s")[0] for reply in replies]
    assert delays == ["1", "2", "4", "8", "15", "15", "15"]


@pytest.mark.parametrize("forged", ["", "-1", "x", "²", "9" * 5000])
def test_a_forged_count_of_asking_begins_again(client, exam, candidate, forged):
    attempt = factories.handed_in(candidate, exam)
    assert b"delay:0.4s" in ask(client, attempt, forged).content


def test_a_waiting_page_is_sent_to_the_report_that_has_come(client, exam, candidate):
    attempt = factories.handed_in(candidate, exam)
    reports.make(attempt.pk)
    assert ask(client, attempt)["HX-Redirect"] == address(attempt)


def test_a_waiting_page_whose_candidate_has_logged_out_is_sent_to_log_in(client, exam, candidate):
    attempt = factories.handed_in(candidate, exam)
    client.logout()
    reply = ask(client, attempt)
    assert (reply.status_code, reply.content) == (200, b"")
    assert reply["HX-Redirect"].startswith(reverse("account_login"))


def test_somebody_who_logs_in_again_meets_a_page_and_no_part_of_one(client, exam, candidate):
    attempt = factories.handed_in(candidate, exam)
    assert client.get(address(attempt, "report_status")).url == address(attempt)


def test_a_waiting_page_says_that_scoring_failed(client, exam, candidate):
    attempt = factories.handed_in(candidate, exam)
    ScoringFailure.objects.create(attempt=attempt, last_tried_at=now(), error="broken")
    assert "Scoring did not work at the first try" in page(client, attempt)


def test_an_attempt_that_the_clock_ended_asks_before_it_opens(client, exam, candidate):
    attempt = out_of_time(attempts.start(candidate, exam))
    attempts.close_overdue(Attempt.objects.all())
    reports.make(attempt.pk)
    assert "Once you open the report, unsent work can no longer count." in page(client, attempt)
    attempt.refresh_from_db()
    assert attempt.report_opened_at is None
    reply = client.post(address(attempt, "report_opening"), follow=True)
    assert "Estimated score" in reply.content.decode()
    attempt.refresh_from_db()
    assert attempt.report_opened_at is not None


def test_a_report_cannot_be_opened_before_it_is_there(client, exam, candidate):
    attempt = out_of_time(attempts.start(candidate, exam))
    assert "Open my report" not in page(client, attempt)
    client.post(address(attempt, "report_opening"))
    attempt.refresh_from_db()
    assert attempt.report_opened_at is None
    reports.make(attempt.pk)
    reply = ask(client, attempt)
    assert (reply["HX-Retarget"], reply["HX-Reswap"]) == ("#opening", "innerHTML")
    assert b"Open my report" in reply.content


def test_nobody_is_asked_when_late_work_counts_no_more(client, exam, candidate):
    attempt = out_of_time(attempts.start(candidate, exam), ago=LATE_WORK_WINDOW)
    attempts.close_overdue(Attempt.objects.all())
    reports.make(attempt.pk)
    assert "Estimated score" in page(client, attempt)


def test_reading_the_report_ends_the_time_of_late_work(client, exam, candidate):
    attempt = factories.handed_in(candidate, exam)
    reports.make(attempt.pk)
    page(client, attempt)
    late = late_work.receive(
        attempt.pk, user_id=candidate.pk, session_version=candidate.session_version, records=[factories.record()]
    )
    assert not late.is_received


def test_a_report_rests_while_its_questions_are_sat_again(client, exam, candidate):
    first = factories.reported(candidate, exam)
    second = attempts.start(candidate, exam)
    assert "This report is resting" in page(client, first)
    attempts.end(second)
    assert "Estimated score" in page(client, first)


def test_a_report_that_rests_is_not_opened(client, exam, candidate):
    first = factories.handed_in(candidate, exam)
    reports.make(first.pk)
    attempts.start(candidate, exam)
    client.post(address(first, "report_opening"))
    first.refresh_from_db()
    assert first.report_opened_at is None


@pytest.mark.parametrize(
    ("right", "headline"),
    [
        (50, '"pass">You would pass</h1>'),
        (36, '"too close to call">Too close to call</h1>'),
        (10, '"fail">You would not pass yet</h1>'),
    ],
)
def test_the_headline_says_what_may_be_claimed(client, exam, candidate, right, headline):
    attempt = attempts.start(candidate, exam)
    factories.answer(attempt, right=scored_positions(attempt, right))
    attempts.end(attempt)
    reports.make(attempt.pk)
    assert f"<h1 data-headline={headline}" in page(client, attempt)


def test_the_score_stands_with_its_band_and_what_was_needed(client, exam, candidate):
    attempt = attempts.start(candidate, exam)
    factories.answer(attempt, right=scored_positions(attempt, 36))
    attempts.end(attempt)
    reports.make(attempt.pk)
    html = page(client, attempt)
    assert '<p class="estimate" id="scaled">748</p>' in html
    assert "625 to 843" in html
    assert "<dt>of 50 scored questions right</dt><dd>36</dd>" in html
    assert "<dt>needed for the pass mark of 750</dt><dd>37</dd>" in html
    assert "15 of the 65 questions stood among them unscored" in html


def test_every_number_comes_from_the_blueprint(client, exam, candidate):
    Blueprint.objects.update(title="Sailing licence", scale_min=0, scale_max=20, pass_scaled=10, minutes=65)
    attempt = factories.handed_in(candidate, exam)
    reports.make(attempt.pk)
    html = page(client, attempt)
    assert "on a scale of 0 to 20" in html
    assert "Pass mark 10" in html
    assert "The exam leaves 1:00 for a question" in html
    assert "needed for the pass mark of 10" in html
    assert "Sailing licence" in html


def test_a_ruling_shows_what_it_changed(client, exam, candidate):
    attempt = factories.reported(candidate, exam)
    place = attempt.responses.filter(scored=True).first()
    Ruling.objects.create(revision=place.revision, kind=RulingKind.FULL_CREDIT, reason="Two keys.")
    reports.make(attempt.pk)
    html = page(client, attempt)
    assert "from 100 to 118" in html
    assert f"<strong>Question {place.position}:</strong> Every answer counts as right, also a blank. Two keys." in html
    assert "Yours was unanswered, and is now right." in html


def test_late_work_stands_beside_the_estimate(client, exam, candidate):
    attempt = factories.handed_in(candidate, exam)
    place = attempt.responses.filter(scored=True).select_related("revision").first()
    late = factories.record(place.position, chosen=factories.shown_key(place))
    late_work.receive(attempt.pk, user_id=candidate.pk, session_version=candidate.session_version, records=[late])
    reports.make(attempt.pk)
    html = page(client, attempt)
    assert "With 1 answer handed over late: <strong>118</strong>, self-reported." in html
    assert '<p class="estimate" id="scaled">100</p>' in html


def test_extra_time_is_shown_with_its_reason(client, exam, candidate):
    candidate.extra_time_since = now()
    candidate.save()
    attempt = factories.reported(candidate, exam)
    html = page(client, attempt)
    assert "180 minutes, +30 minutes: extra time for non-native English speakers" in html
    assert "With your extra time it was 3:13." in html


def test_an_attempt_by_somebody_who_could_read_the_keys_says_so(client, exam, candidate):
    attempt = factories.reported(candidate, exam)
    assert "could be read with their keys" not in page(client, attempt)
    Attempt.objects.filter(pk=attempt.pk).update(could_read_keys=True)
    assert "could be read with their keys" in page(client, attempt)


def test_flags_and_changed_answers_are_counted(client, exam, candidate):
    attempt = attempts.start(candidate, exam)
    factories.answer(attempt, right=[1, 2], wrong=[3, 4], flagged=[2, 3])
    place = attempt.responses.select_related("revision").get(position=4)
    factories.answer_again(attempt, 4, factories.shown_key(place))
    attempts.end(attempt)
    reports.make(attempt.pk)
    html, explained = page(client, attempt), f"{address(attempt, 'explanations')}#question-4"
    assert 'Flagged</th><td class="number">1</td><td class="number">1</td><td class="number">50%</td>' in html
    assert f'<dt>Wrong to right</dt><dd>1: question <a href="{explained}">4</a></dd>' in html
    assert "<dt>Right to wrong</dt><dd>0</dd>" in html


def test_no_page_carries_a_style_of_its_own(client, exam, candidate):
    attempt = factories.reported(candidate, exam)
    for name in ("report", "explanations"):
        html = client.get(address(attempt, name)).content.decode()
        assert " style=" not in html
        assert "<style" not in html


def test_another_mock_starts_with_one_click_unless_one_runs(client, exam, candidate):
    candidate.extra_time_since = now()
    candidate.save()
    attempt = factories.reported(candidate, exam)
    html = page(client, attempt)
    assert f'<form method="post" action="{reverse("exams:start", args=[exam.code])}">' in html
    assert "Start another mock, 210 minutes</button>" in html
    other = attempts.start(candidate, exam)
    other.responses.all().delete()
    html = page(client, attempt)
    assert "Start another mock" not in html
    assert f'href="{reverse("exams:room", args=[other.pk])}">Go on with it</a>' in html


def test_the_report_says_how_many_questions_were_met_before(client, exam, candidate, django_assert_num_queries):
    first = factories.reported(candidate, exam)
    assert "stood on an earlier paper of yours" not in page(client, first)
    second = factories.reported(candidate, exam)
    second.responses.update(revision=first.responses.first().revision)
    with django_assert_num_queries(1):
        assert met_before(candidate) == {first.pk: 0, second.pk: 65}
    says = "65 of 65 questions stood on an earlier paper of yours: part of this score may be memory."
    assert says in page(client, second)


@pytest.mark.parametrize(("right", "says"), [(16, True), (60, False)])
def test_many_questions_without_a_complete_answer_are_told_near_the_score(client, exam, candidate, right, says):
    html = page(client, factories.reported(candidate, exam, right=range(1, right + 1)))
    sentence = f"{65 - right} of 65 questions had no complete answer; they count as wrong, and the band cannot know"
    assert (sentence in html) is says


def test_the_times_say_over_only_where_something_was(client, exam, candidate):
    attempt = factories.reported(candidate, exam)
    html = page(client, attempt)
    assert "No question took longer than that." in html
    assert '<th scope="col" class="number">Over</th>' not in html
    assert html.count('<th scope="col" class="number">Time</th>') == 3
    Report.objects.filter(attempt=attempt).update(
        marks=[{**mark, "seconds": 600} for mark in attempt.reports.get().marks]
    )
    assert page(client, attempt).count('<th scope="col" class="number">Over</th>') == 3


def test_a_filter_that_finds_nothing_is_no_link(client, exam, candidate):
    html = page(client, factories.reported(candidate, exam))
    assert '<span>Flagged <span class="count">0</span></span>' in html
    assert "?show=flagged" not in html


def test_without_a_pass_mark_a_report_says_neither_pass_nor_fail(client, exam):
    exam.pass_scaled = None
    exam.save()
    attempt = factories.reported(factories.person(), exam, right=range(1, 40))
    report = attempt.reports.get()
    assert (report.passed, report.headline) == (None, "no pass mark")
    client.force_login(attempt.candidate)
    page = client.get(reverse("scoring:report", args=[attempt.pk])).content.decode()
    assert "This exam has no pass mark" in page
    assert not re.search(r"Pass mark|would (not )?pass|Meets competencies|Needs improvement|pass-line|None", page)
    factories.reported(attempt.candidate, exam)
    history = client.get(reverse("scoring:history")).content.decode()
    assert not re.search(r"Pass mark|pass-line|None", history)


def test_an_exam_that_its_author_has_closed_is_not_offered_again(client, exam):
    attempt = factories.reported(factories.person(), exam)
    exam.open_to_sit = False
    exam.save()
    client.force_login(attempt.candidate)
    page = client.get(reverse("scoring:report", args=[attempt.pk])).content.decode()
    assert "does not offer this exam any more" in page
    assert client.get(reverse("scoring:history")).context["another"] is None
