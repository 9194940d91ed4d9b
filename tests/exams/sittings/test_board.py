from datetime import timedelta

import pytest
from django.urls import reverse

from exams import adjusting, attempts
from exams.clock import GRACE
from exams.models import Attempt, Response, Sitting
from exams.sittings import board, breaks, inviting, starting
from exams.sittings.board import Where
from people.models import Membership
from tests import factories
from tests.exams.sittings.granting import grant_breaks

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ann():
    return factories.person(display_name="Ann")


@pytest.fixture
def sitting(ann, exam) -> Sitting:
    return factories.sitting(factories.group(ann, factories.person(display_name="Ben")), exam)


@pytest.fixture
def attempt(sitting, ann) -> Attempt:
    return starting.start(ann, sitting)


def line(attempt: Attempt) -> board.Line:
    return board.line_of(Attempt.objects.select_related("sitting").get(pk=attempt.pk))


def test_everybody_who_is_invited_is_on_the_board_and_nobody_else(sitting, attempt, ann):
    not_started = [each.person for each in board.lines(sitting) if each.where == Where.WAITING]
    assert not_started == [membership.person_id for membership in inviting.not_started(sitting)]
    assert {each.person for each in board.lines(sitting)} == {ann.pk, *not_started}


def test_of_a_sitting_for_some_only_those_are_on_the_board(sitting, ann):
    Sitting.objects.filter(pk=sitting.pk).update(everyone=False)
    sitting.refresh_from_db()
    sitting.invitees.set([ann])
    assert [each.person for each in board.lines(sitting)] == [ann.pk]


def test_somebody_who_sat_and_left_the_group_stays_on_the_board(sitting, attempt, ann):
    Membership.objects.filter(person=ann).update(left_at=sitting.opens_at, name="")
    assert (line(attempt).has_left, line(attempt).where) == (True, Where.SITTING)


def test_the_board_tells_how_far_somebody_is(attempt):
    factories.answer(attempt, right=[1, 2], flagged=[2, 3])
    factories.answer_again(attempt, 2, (), counter=9)
    told = line(attempt)
    assert (told.answered, told.questions, told.flagged, told.position) == (1, 65, 1, 2)
    assert (told.time_left, told.seen) == ("179 min", "now")


def test_somebody_without_news_for_a_while_is_called_quiet_for_that_long(attempt):
    factories.answer(attempt, right=[1])
    factories.move_back(attempt, 10 * MINUTE)
    assert line(attempt).where == Where.SITTING
    Response.objects.filter(attempt=attempt, counter__gt=0).update(saved_at=attempt.started_at + 6 * MINUTE)
    told = line(attempt)
    assert (told.where, told.silence_told, told.seen) == (Where.QUIET, "4 min", "4 min ago")


def test_somebody_who_has_just_started_is_not_quiet(attempt):
    assert line(attempt).where == Where.SITTING


def test_nobody_is_quiet_right_after_a_pause_in_which_nothing_could_be_saved(attempt):
    factories.move_back(attempt, 10 * MINUTE)
    adjusting.pause(attempt, reason="fire alarm", made_by=None)
    adjusting.resume(attempt, made_by=None)
    assert line(attempt).where == Where.SITTING


def test_a_clock_that_stands_is_told_from_a_break(attempt):
    adjusting.pause(attempt, reason="fire alarm", made_by=None)
    assert line(attempt).where == Where.STANDS
    adjusting.resume(attempt, made_by=None)
    grant_breaks(attempt, 10)
    breaks.take(attempt)
    assert line(attempt).where == Where.BREAK


def test_an_attempt_that_nobody_has_closed_yet_is_not_called_running(attempt, exam):
    factories.move_back(attempt, exam.allowed + GRACE + MINUTE)
    told = line(attempt)
    assert (told.where, told.is_running) == (Where.UP, False)


def test_the_board_says_who_ended_an_attempt(attempt):
    attempts.end(attempt)
    assert (line(attempt).where, line(attempt).ending) == (Where.ENDED, "candidate")


def test_those_who_sit_stand_first_and_the_counts_are_of_all(sitting, attempt):
    assert [each.where for each in board.lines(sitting)] == [Where.SITTING, Where.WAITING]
    assert board.counts(board.lines(sitting)) == [(Where.SITTING, 1), (Where.WAITING, 1)]


@pytest.mark.parametrize("members", [1, 3, 200])
def test_the_board_costs_one_query_however_many_sit(exam, members, django_assert_num_queries):
    group = factories.group(*(factories.person() for _ in range(members)))
    sitting = factories.sitting(group, exam)
    for membership in group.memberships.filter(role=Membership.Role.MEMBER).select_related("person")[:5]:
        starting.start(membership.person, sitting)
    with django_assert_num_queries(1):
        assert len(board.lines(sitting)) == members


@pytest.mark.parametrize("members", [1, 3])
def test_a_refresh_of_the_board_costs_its_one_query_beside_the_viewer_the_sitting_and_the_time(
    client, exam, members, django_assert_num_queries
):
    owner = factories.person()
    sitting = factories.sitting(factories.group(*(factories.person() for _ in range(members)), owner=owner), exam)
    client.force_login(owner)
    with django_assert_num_queries(4):
        client.get(reverse("exams:live_board", args=[sitting.pk]), headers={"HX-Request": "true"})


def test_a_refresh_brings_the_table_alone(client, sitting, attempt):
    client.force_login(sitting.made_by)
    address = reverse("exams:live_board", args=[sitting.pk])
    part, page = client.get(address, headers={"HX-Request": "true"}).text, client.get(address).text
    assert part.startswith("<caption>")
    assert "<form" not in part
    assert 'hx-trigger="every 5s"' in page
    assert "Act<" in page


def test_a_refresh_after_log_out_leads_the_whole_page_to_the_log_in(client, sitting):
    reply = client.get(reverse("exams:live_board", args=[sitting.pk]), headers={"HX-Request": "true"})
    assert reply.headers["HX-Redirect"].startswith(reverse("account_login"))


def test_the_board_holds_nothing_of_what_was_answered(client, sitting, attempt):
    factories.answer(attempt, right=range(1, 66))
    client.force_login(sitting.made_by)
    address, htmx = reverse("exams:live_board", args=[sitting.pk]), {"HX-Request": "true"}
    page = client.get(address).text
    stems = attempt.responses.values_list("revision__stem", flat=True)
    assert not any(stem[:40] in page for stem in stems)
    assert "65 of 65" in page
    attempts.end(attempt)
    page = client.get(address, headers=htmx).text
    assert not any(word in page for word in ("stimate", "1000", "pass"))


def test_the_board_of_somebody_who_runs_the_sitting_no_longer_is_fetched_whole_and_so_goes(client, sitting):
    ina = factories.join(sitting.group, factories.person(), role="instructor")
    client.force_login(ina.person)
    address, part = reverse("exams:live_board", args=[sitting.pk]), {"HTTP_HX_REQUEST": "true"}
    assert "<caption>" in client.get(address, **part).text
    Membership.objects.filter(pk=ina.pk).update(role=Membership.Role.MEMBER)
    reply = client.get(address, **part)
    assert (reply["HX-Refresh"], reply.text) == ("true", "")
    assert client.get(address).status_code == 404
