from datetime import timedelta

import pytest

from exams.models import Intervention, Sitting, now
from scoring import entries, reports, sweeping, tasks
from scoring.models import Entry, Standing
from scoring.rules import RulingKind
from tests import factories
from tests.scoring import ranked
from tests.scoring.ranked import Class, answer_late, intervene, lines, open_results

pytestmark = pytest.mark.django_db

Verdict = Entry.Verdict
Kind = Intervention.Kind


@pytest.fixture
def school() -> Class:
    return ranked.teach()


@pytest.fixture
def ann(school):
    return school.member("Ann")


def verdict(attempt) -> str:
    return Entry.objects.get(attempt=attempt).verdict


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, Verdict.COUNTS),
        ({"blank": 5}, Verdict.COUNTS),
        ({"blank": 6}, Verdict.HALF),
        ({"seen": 2}, Verdict.COUNTS),
        ({"seen": 3}, Verdict.SEEN),
        ({"could_read_keys": True}, Verdict.KEYS),
        ({"could_read_keys": True, "seen": 10}, Verdict.KEYS),
    ],
)
def test_a_mock_sat_alone_counts_or_the_reason_why_not_is_kept(school, ann, facts, expected):
    attempt = school.scored(ann, 4, **facts)
    assert verdict(attempt) == expected
    assert Standing.objects.filter(candidate=ann).exists() is (expected == Verdict.COUNTS)


def test_an_entry_says_what_the_report_says(school, ann):
    attempt = school.scored(ann, 8)
    report, entry = attempt.reports.get(), Entry.objects.get(attempt=attempt)
    assert (entry.scaled, entry.headline) == (report.scaled, report.headline)
    assert (entry.candidate, entry.blueprint, entry.sitting) == (ann, school.exam, None)
    assert entry.ended_at == attempt.handed_in_at


def test_a_report_and_its_entry_come_together_or_not_at_all(school, ann, monkeypatch):
    attempt = school.sat(ann, 8)

    def broken(*_):
        raise RuntimeError("The standing cannot be stored.")

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(entries.standings, "renew", broken)
        with pytest.raises(RuntimeError):
            reports.make(attempt.pk)
    assert not attempt.reports.exists()
    assert not Entry.objects.exists()


def test_scoring_twice_does_no_harm(school, ann):
    attempt = school.scored(ann, 8)
    before = ranked.state()
    reports.make(attempt.pk)
    assert ranked.state() == before


def test_the_best_of_several_stands(school, ann):
    for right in (5, 9, 7):
        school.scored(ann, right)
    standing = Standing.objects.get(candidate=ann)
    assert (standing.attempts, standing.first_scaled, standing.best_scaled) == (3, 550, 910)


def test_exams_stand_apart(school, ann):
    school.scored(ann, 5)
    other = ranked.teach()
    other.scored(ann, 9)
    assert sorted(Standing.objects.filter(candidate=ann).values_list("best_scaled", flat=True)) == [550, 910]


def test_a_ruling_moves_the_standing_by_itself(school, ann):
    school.scored(ann, 5)
    ruling = ranked.rule(school.wordings[9], RulingKind.FULL_CREDIT)
    sweeping.mark_anew(ruling)
    assert list(lines(ann)) == [(1, 640)]


def test_a_voided_attempt_leaves_the_standing_and_the_last_one_takes_it_away(school, ann):
    best, other = school.scored(ann, 9), school.scored(ann, 5)
    intervene(best, Kind.VOID)
    sweeping.sweep()
    assert list(lines(ann)) == [(1, 550)]
    intervene(other, Kind.VOID)
    sweeping.sweep()
    assert not Standing.objects.exists()
    assert {verdict(best), verdict(other)} == {Verdict.VOID}


def test_late_work_counts_once_an_instructor_accepts_it(school, ann):
    attempt = school.scored(ann, 5)
    answer_late(attempt, 10, 0)
    sweeping.sweep()
    assert list(lines(ann)) == [(1, 550)]
    intervene(attempt, Kind.LATE_WORK)
    sweeping.sweep()
    assert list(lines(ann)) == [(1, 640)]
    assert attempt.reports.get().scaled == 550


def test_accepted_late_work_can_complete_the_half_of_a_paper(school, ann):
    attempt = school.scored(ann, 4, blank=6)
    answer_late(attempt, 10, 1)
    assert verdict(attempt) == Verdict.HALF
    intervene(attempt, Kind.LATE_WORK)
    sweeping.sweep()
    assert verdict(attempt) == Verdict.COUNTS


def test_accepted_late_work_is_marked_anew_with_the_rest(school, ann):
    attempt = school.scored(ann, 5)
    answer_late(attempt, 10, 2)
    intervene(attempt, Kind.LATE_WORK)
    sweeping.sweep()
    sweeping.mark_anew(ranked.rule(school.wordings[9], RulingKind.ALSO_RIGHT, 2))
    assert list(lines(ann)) == [(1, 640)]


@pytest.mark.parametrize("opens", ["by the task", "by the sweep"])
def test_a_sittings_attempt_is_sealed_until_the_results_open(school, ann, opens):
    sitting = school.sitting()
    attempt = school.scored(ann, 9, sitting=sitting)
    sweeping.sweep()
    tasks.unseal(sitting.pk)
    assert verdict(attempt) == Verdict.SEALED
    assert not Standing.objects.exists()
    open_results(sitting)
    if opens == "by the task":
        tasks.unseal(sitting.pk)
    else:
        sweeping.sweep()
    assert verdict(attempt) == Verdict.COUNTS
    assert list(lines(ann)) == [(1, 910)]


def test_whoever_opens_the_results_by_looking_has_them_counted(
    school, ann, client, monkeypatch, django_capture_on_commit_callbacks
):
    attempt = school.scored(ann, 9, sitting=school.sitting())
    factories.window_over(attempt.sitting)
    client.force_login(ann)
    monkeypatch.setitem(tasks.unseal.app.conf, "task_always_eager", True)
    with django_capture_on_commit_callbacks(execute=True):
        client.get(f"/attempts/{attempt.pk}/report")
    assert verdict(attempt) == Verdict.COUNTS


def test_what_opens_is_taken_in_turns_of_so_many(school, monkeypatch):
    sitting = school.sitting()
    for _ in range(3):
        school.scored(school.member(), 5, sitting=sitting)
    open_results(sitting)
    monkeypatch.setattr(sweeping, "AT_ONCE", 2)
    assert [sweeping.unseal(sitting.pk), sweeping.unseal(sitting.pk)] == [True, False]


def test_a_sealed_attempt_that_would_not_count_gets_its_reason_when_the_results_open(school, ann):
    sitting = school.sitting()
    attempt = school.scored(ann, 4, sitting=sitting, seen=3)
    assert verdict(attempt) == Verdict.SEALED
    open_results(sitting)
    sweeping.sweep()
    assert verdict(attempt) == Verdict.SEEN


def test_a_ruling_breaks_no_seal(school, ann):
    sitting = school.sitting()
    attempt = school.scored(ann, 5, sitting=sitting)
    sweeping.mark_anew(ranked.rule(school.wordings[9], RulingKind.FULL_CREDIT))
    assert verdict(attempt) == Verdict.SEALED
    assert not Standing.objects.exists()


def test_a_sitting_that_shows_results_at_once_is_not_ranked(school, ann):
    sitting = school.sitting(results=Sitting.Results.AT_ONCE)
    attempt = school.scored(ann, 9, sitting=sitting)
    open_results(sitting)
    sweeping.sweep()
    assert verdict(attempt) == Verdict.UNRANKED


def test_the_sweep_enters_what_was_scored_before_there_were_leaderboards(school, ann):
    school.scored(ann, 8)
    before = ranked.state()
    Standing.objects.all().delete()
    Entry.objects.all().delete()
    sweeping.sweep()
    assert ranked.state() == before


def test_an_attempt_that_cannot_be_entered_holds_nothing_up(school, ann):
    broken, sound = school.scored(ann, 8), school.scored(school.member(), 7)
    Entry.objects.all().delete()
    broken.reports.update(marks=[{}])
    sweeping.sweep()
    assert [entry.attempt for entry in Entry.objects.all()] == [sound]


def test_what_is_up_to_date_is_left_alone(school, ann):
    for kind in Kind:
        intervene(school.scored(ann, 5), kind)
    school.scored(ann, 5, sitting=school.opened())
    school.scored(ann, 5, sitting=school.sitting())
    sweeping.sweep()
    assert not list(entries.behind())


def test_opening_the_explanations_is_noted_once_an_hour(school, ann, client):
    attempt = school.scored(ann, 5)
    reports.open_report(attempt)
    client.force_login(ann)
    page = f"/attempts/{attempt.pk}/explanations"

    def opened():
        client.get(page)
        attempt.refresh_from_db()
        return attempt.explained_at

    first = opened()
    assert first is not None
    assert opened() == first
    type(attempt).objects.update(explained_at=now() - timedelta(minutes=61))
    assert opened() > first


def test_explanations_that_are_not_shown_are_not_noted(school, ann, client):
    attempt = school.scored(ann, 5, sitting=school.sitting())
    client.force_login(ann)
    client.get(f"/attempts/{attempt.pk}/explanations")
    attempt.refresh_from_db()
    assert attempt.explained_at is None
