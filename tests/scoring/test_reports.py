from datetime import datetime, timedelta

import pytest

from exams import attempts, late_work, saving
from exams.models import Attempt
from exams.records import Record
from questions.models import Revision
from scoring import reports, sweeping
from scoring.late import with_late_work
from scoring.models import Explanation, Report, Ruling, ScoringFailure
from scoring.rules import RulingKind
from tests import factories
from tests.factories import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(exam) -> Attempt:
    return attempts.start(factories.person(), exam)


def answer(attempt: Attempt, *, right: int) -> None:
    """Answer the first `right` scored questions with their keys, and leave the rest blank."""
    for response in attempt.responses.filter(scored=True).select_related("revision")[:right]:
        shown = tuple(sorted(response.option_order.index(option) for option in response.revision.key))
        who = attempt.candidate
        saving.save(
            attempt.pk,
            user_id=who.pk,
            session_version=who.session_version,
            records=[record(response.position, chosen=shown)],
        )


def hand_over_late(attempt: Attempt, records: list[Record]) -> bool:
    who = attempt.candidate
    taken = late_work.receive(attempt.pk, user_id=who.pk, session_version=who.session_version, records=records)
    return taken.is_received


def handed_in(attempt: Attempt, *, right: int = 0) -> Attempt:
    answer(attempt, right=right)
    attempts.end(attempt)
    return attempt


def test_keys_are_found_through_the_shuffled_options(attempt):
    report = reports.make(handed_in(attempt, right=37).pk)
    assert (report.right, report.counted, report.scaled, report.passed) == (37, 50, 766, True)
    assert (report.band_low, report.band_high, report.headline) == (644, 857, "too close to call")


def test_a_running_attempt_gets_no_report(attempt):
    assert reports.make(attempt.pk) is None


def test_scoring_twice_changes_nothing(attempt):
    first = reports.make(handed_in(attempt).pk)
    assert reports.make(attempt.pk) == first
    assert (Report.objects.count(), Explanation.objects.count()) == (1, 65)


def test_each_domain_counts_its_scored_places(attempt):
    report = reports.make(handed_in(attempt).pk)
    assert [(tally["code"], tally["counted"]) for tally in report.domains] == [
        ("1", 10),
        ("2", 12),
        ("3", 18),
        ("4", 10),
    ]
    assert len(report.objectives) == 15


def test_an_option_without_a_rationale_says_so_plainly(exam):
    revision = Revision.objects.first()
    revision.rationales_html = ["" for _ in revision.rationales_html]
    revision.save()
    reports.explanations.compile_missing([revision.pk])
    explained = Explanation.objects.get(revision=revision)
    assert all("gave no reason" in html for html in explained.options_html)


def test_the_sweep_closes_what_is_overdue_and_scores_it(attempt):
    past = attempt.allowed + timedelta(minutes=1)
    Attempt.objects.filter(pk=attempt.pk).update(started_at=attempt.started_at - past, deadline=attempt.deadline - past)
    sweeping.sweep()
    assert attempt.reports.count() == 1


def test_the_sweep_scores_what_no_task_ever_reached(attempt):
    handed_in(attempt)
    sweeping.sweep()
    assert attempt.reports.count() == 1


def test_an_attempt_that_cannot_be_scored_is_reported_and_holds_nothing_up(exam):
    broken, sound = (handed_in(attempts.start(factories.person(), exam)) for _ in range(2))
    broken.responses.filter(position=1).update(option_order=[], chosen=[3])
    sweeping.sweep()
    assert (broken.reports.count(), sound.reports.count()) == (0, 1)
    assert "IndexError" in ScoringFailure.objects.get(attempt=broken).error


def test_an_attempt_that_failed_is_tried_again_after_a_pause(attempt):
    handed_in(attempt)
    order = attempt.responses.get(position=1).option_order
    attempt.responses.filter(position=1).update(option_order=[], chosen=[3])
    sweeping.sweep()
    attempt.responses.filter(position=1).update(option_order=order, chosen=[])
    sweeping.sweep()
    assert attempt.reports.count() == 0
    failure = ScoringFailure.objects.get()
    failure.last_tried_at -= timedelta(minutes=6)
    failure.save()
    sweeping.sweep()
    assert (attempt.reports.count(), ScoringFailure.objects.count()) == (1, 0)


def test_a_ruling_marks_again_and_keeps_the_earlier_score(attempt):
    earlier = reports.make(handed_in(attempt, right=36).pk)
    missed = attempt.responses.filter(scored=True, counter=0).first()
    ruling = Ruling.objects.create(revision=missed.revision, kind=RulingKind.FULL_CREDIT, reason="two keys")
    sweeping.sweep()
    assert list(attempt.reports.values_list("rulings_up_to", "scaled")) == [(ruling.number, 766), (0, earlier.scaled)]


def test_a_ruling_on_another_question_changes_nothing(exam):
    candidate = factories.person()
    attempt = handed_in(attempts.start(candidate, exam))
    reports.make(attempt.pk)
    foreign = Revision.objects.exclude(pk__in=attempt.responses.values("revision")).first()
    if foreign:
        Ruling.objects.create(revision=foreign, kind=RulingKind.DROP, reason="not on this paper")
    sweeping.sweep()
    assert attempt.reports.count() == 1


def test_late_work_stands_apart_from_the_score(attempt):
    key = attempt.responses.filter(scored=True).select_related("revision").first()
    shown = tuple(sorted(key.option_order.index(option) for option in key.revision.key))
    handed_in(attempt)
    late = [record(key.position, chosen=shown)]
    assert hand_over_late(attempt, late)
    report = reports.make(attempt.pk)
    assert report.right == 0
    figure = with_late_work(attempt, report)
    assert (figure.answers, figure.scaled) == (1, 118)


def test_a_late_flag_changes_no_answer_and_makes_no_second_figure(attempt):
    answer(attempt, right=1)
    place = attempt.responses.get(counter=1)
    handed_in(attempt)
    late = [
        record(place.position, 2, chosen=()),
        record(place.position, 3, chosen=tuple(place.chosen), flagged=True),
        record(place.position % 65 + 1, 2, chosen=(), struck=(0,)),
    ]
    assert all(hand_over_late(attempt, [each]) for each in late)
    assert with_late_work(attempt, reports.make(attempt.pk)) is None


def test_a_claimed_time_that_no_calendar_has_breaks_no_report(attempt):
    handed_in(attempt)
    late = [record(1, claimed_at=datetime.fromisoformat("0001-01-01T00:00+14:00"))]
    assert hand_over_late(attempt, late)
    assert with_late_work(attempt, reports.make(attempt.pk)).answers == 1


def test_late_work_ends_with_the_first_sight_of_the_report(attempt):
    reports.make(handed_in(attempt).pk)
    assert reports.open_report(attempt)
    assert not hand_over_late(attempt, [record()])


def test_a_report_that_does_not_exist_yet_is_not_opened(attempt):
    handed_in(attempt)
    assert reports.open_report(attempt) is None
    attempt.refresh_from_db()
    assert attempt.report_opened_at is None
