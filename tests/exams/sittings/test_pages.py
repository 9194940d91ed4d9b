import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localtime

from exams import attempts, local_time
from exams.models import Accommodation, Sitting, now
from exams.sittings import asking, scheduling, starting
from exams.sittings.granted import break_time
from people.models import Membership
from tests import factories
from tests.leaks import without_tokens

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return factories.person(display_name="Ann")


@pytest.fixture
def teacher():
    return factories.person(display_name="Tess", time_zone="Europe/Berlin")


@pytest.fixture
def group(ann, teacher):
    return factories.group(ann, owner=teacher)


@pytest.fixture
def sitting(group, exam) -> Sitting:
    return factories.sitting(group, exam)


def typed(exam, **facts):
    plain = {
        "title": "Mock 2",
        "blueprint": exam.pk,
        "opens_at": f"{localtime() + timedelta(days=1):%Y-%m-%dT%H:%M}",
        "last_start_at": f"{localtime() + timedelta(days=2):%Y-%m-%dT%H:%M}",
        "who": "everyone",
        "results": "done",
    }
    return {**plain, **facts}


def test_an_instructor_schedules_a_sitting_in_their_own_time_zone(client, group, exam, teacher):
    client.force_login(teacher)
    reply = client.post(
        reverse("exams:schedule", args=[group.pk]),
        typed(exam, opens_at="2027-07-01T09:00", last_start_at="2027-07-01T10:00"),
    )
    made = Sitting.objects.get()
    assert reply.url == reverse("exams:sitting", args=[made.pk])
    assert made.opens_at == datetime(2027, 7, 1, 7, tzinfo=UTC)
    assert made.places.count() == exam.questions


@pytest.mark.parametrize(
    ("facts", "complaint"),
    [
        ({"opens_at": "2027-03-28T02:30"}, "does not exist in Europe/Berlin"),
        ({"opens_at": "2026-10-25T02:30", "last_start_at": "2027-01-01T10:00"}, "comes twice in Europe/Berlin"),
        ({"opens_at": "soon"}, "Write a date and a time"),
        ({"last_start_at": "2020-01-01T10:00"}, "This moment has passed"),
        ({"last_start_at": "2199-01-01T10:00"}, "two years ahead"),
        ({"opens_at": "2027-06-02T10:00", "last_start_at": "2027-06-01T10:00"}, "must come after the opening"),
        ({"who": "chosen"}, "Choose at least one person"),
        ({"title": "x" * 121}, "at most 120 characters"),
        ({"blueprint": "0"}, "Select a valid choice"),
        ({"results": "never"}, "Select a valid choice"),
    ],
)
def test_a_sitting_that_cannot_be_is_refused_in_words_and_what_was_typed_stays(client, group, exam, facts, complaint):
    client.force_login(group.memberships.get(role=Membership.Role.OWNER).person)
    reply = client.post(reverse("exams:schedule", args=[group.pk]), typed(exam, **facts))
    assert complaint in reply.text
    assert not Sitting.objects.exists()
    if "title" not in facts:
        assert 'value="Mock 2"' in reply.text


def test_where_no_paper_can_be_drawn_nothing_is_stored(client, sitting, exam, teacher):
    client.force_login(teacher)
    reply = client.post(reverse("exams:schedule", args=[sitting.group.pk]), typed(exam))
    assert "No paper can be drawn, so nothing is stored." in reply.text
    assert "kept back until their results open" in reply.text
    assert Sitting.objects.get() == sitting


@pytest.mark.parametrize("name", ["exams:schedule", "exams:group_sittings", "exams:accommodations"])
def test_a_group_is_not_there_for_strangers(client, group, name):
    client.force_login(factories.person())
    assert client.get(reverse(name, args=[group.pk])).status_code == 404


def test_members_see_sittings_and_schedule_none(client, sitting, exam, ann):
    client.force_login(ann)
    assert sitting.title in client.get(reverse("exams:group_sittings", args=[sitting.group.pk])).text
    assert client.post(reverse("exams:schedule", args=[sitting.group.pk]), typed(exam)).status_code == 403
    for name in ("exams:edit_sitting", "exams:sitting_cancellation"):
        assert client.post(reverse(name, args=[sitting.pk])).status_code == 403
    client.force_login(factories.person())
    for name in ("exams:sitting", "exams:sitting_calendar"):
        assert client.get(reverse(name, args=[sitting.pk])).status_code == 404


def test_a_member_starts_from_the_page_of_the_sitting(client, sitting, ann):
    client.force_login(ann)
    page = reverse("exams:sitting", args=[sitting.pk])
    assert "Start exam" in client.get(page).text
    reply = client.post(reverse("exams:start_sitting", args=[sitting.pk]), {"seen": sitting.changes})
    assert reply.url == reverse("exams:room", args=[ann.attempts.get().pk])
    assert "Go on" in client.get(page).text


def test_a_sitting_that_changed_since_the_page_was_shown_is_shown_first(client, sitting, ann):
    client.force_login(ann)
    scheduling.extend(sitting, sitting.last_start_at + timedelta(hours=1), seen=0)
    reply = client.post(reverse("exams:start_sitting", args=[sitting.pk]), {"seen": 0}, follow=True)
    assert "has changed since you opened this page" in reply.text
    assert not ann.attempts.exists()


@pytest.mark.parametrize("state", ["over", "off", "running"])
def test_a_start_that_cannot_be_says_why(client, sitting, exam, ann, state):
    client.force_login(ann)
    if state == "over":
        factories.window_over(sitting)
    elif state == "off":
        scheduling.call_off(sitting)
    else:
        Sitting.objects.filter(pk=sitting.pk).update(cancelled_at=now())
        attempts.start(ann, exam)
        Sitting.objects.filter(pk=sitting.pk).update(cancelled_at=None)
    reply = client.post(reverse("exams:start_sitting", args=[sitting.pk]), {"seen": sitting.changes}, follow=True)
    words = {"over": "last moment to start", "off": "called off", "running": "Another attempt of yours is running"}
    assert words[state] in reply.text
    assert not sitting.attempts.exists()


def test_before_a_start_all_can_change_and_after_it_the_last_start_alone(client, sitting, exam, ann, teacher):
    client.force_login(teacher)
    edit = reverse("exams:edit_sitting", args=[sitting.pk])
    client.post(edit, typed(exam, title="Mock 1b", seen=0))
    sitting.refresh_from_db()
    assert sitting.title == "Mock 1b"
    Sitting.objects.filter(pk=sitting.pk).update(opens_at=now() - timedelta(hours=1))
    starting.start(ann, sitting)
    client.post(edit, typed(exam, title="Mock 1c", seen=sitting.changes))
    sitting.refresh_from_db()
    assert sitting.title == "Mock 1b"
    with pytest.raises(scheduling.CannotChange, match="only become later"):
        scheduling.extend(sitting, sitting.last_start_at - timedelta(minutes=1), seen=sitting.changes)
    with pytest.raises(scheduling.HasStarted):
        scheduling.call_off(sitting)


def test_two_instructors_do_not_overwrite_each_other(sitting, teacher):
    facts = {"title": "First"}
    scheduling.change(sitting, facts, [], made_by=teacher, seen=0)
    with pytest.raises(scheduling.CannotChange, match="meanwhile"):
        scheduling.change(sitting, {"title": "Second"}, [], made_by=teacher, seen=0)


def ask(client, sitting, **facts):
    plain = {"kind": "1.5", "reason": "A broken arm"}
    return client.post(reverse("exams:ask_accommodation", args=[sitting.pk]), {**plain, **facts}, follow=True)


def test_more_time_is_asked_for_granted_and_shown_with_its_reason(client, sitting, ann, teacher):
    client.force_login(ann)
    assert "with the instructors" in ask(client, sitting).text
    request = Accommodation.objects.get()
    client.force_login(teacher)
    assert "A broken arm" in client.get(reverse("exams:accommodations", args=[sitting.group.pk])).text
    client.post(reverse("exams:decision", args=[request.pk]), {"answer": "grant"})
    client.force_login(ann)
    page = client.get(reverse("exams:sitting", args=[sitting.pk])).text
    assert "270 minutes" in page
    assert "1.5 times the time" in page


def test_a_request_is_nobody_elses_business(client, sitting, ann):
    asking.ask(ann, sitting.group, sitting, kind="2", reason="My own")
    other = factories.person()
    factories.join(sitting.group, other)
    client.force_login(other)
    for name, args in (("exams:accommodations", [sitting.group.pk]), ("exams:sitting", [sitting.pk])):
        assert "My own" not in client.get(reverse(name, args=args)).text
    decision = reverse("exams:decision", args=[Accommodation.objects.get().pk])
    assert client.post(decision, {"answer": "grant"}).status_code == 404


def test_nothing_is_granted_after_the_start_nor_to_oneself(client, sitting, ann, teacher):
    request = asking.ask(ann, sitting.group, sitting, kind="2", reason="Late")
    starting.start(ann, sitting)
    with pytest.raises(asking.CannotDecide):
        asking.decide(request, is_granted=True, decided_by=teacher)
    with pytest.raises(asking.CannotAsk, match="started already"):
        asking.ask(ann, sitting.group, sitting, kind="1.5", reason="Later")
    own = asking.ask(teacher, sitting.group, None, kind="2", reason="Mine")
    client.force_login(teacher)
    assert client.post(reverse("exams:decision", args=[own.pk]), {"answer": "grant"}).status_code == 404


def test_a_grant_for_all_later_sittings_stands(sitting, ann, teacher, exam):
    request = asking.ask(ann, sitting.group, sitting, kind="2", reason="Always")
    asking.decide(request, is_granted=True, decided_by=teacher, for_all=True)
    Sitting.objects.filter(pk=sitting.pk).update(cancelled_at=now())
    later = factories.sitting(sitting.group, exam, title="Mock 2")
    attempt = starting.start(ann, later)
    assert attempt.deadline - attempt.started_at == 2 * exam.allowed


def test_reasons_are_erased_after_90_days(sitting, ann, teacher):
    request = asking.ask(ann, sitting.group, sitting, kind="2", reason="Private")
    asking.decide(request, is_granted=True, decided_by=teacher)
    assert asking.forget_reasons() == 0
    Accommodation.objects.update(decided_at=now() - timedelta(days=91))
    assert asking.forget_reasons() == 1
    assert Accommodation.objects.get().reason == ""


@pytest.mark.parametrize(
    ("before", "says"),
    [(timedelta(minutes=20), "You are logged in and in time."), (timedelta(hours=2), "Log in and open this page from")],
)
def test_the_page_waits_for_the_opening_and_looks_again(client, group, exam, before, says):
    waited_for = factories.sitting(group, exam, opens_at=now() + before, last_start_at=now() + timedelta(hours=3))
    client.force_login(group.memberships.get(name="Ann").person)
    page = client.get(reverse("exams:sitting", args=[waited_for.pk])).text
    assert says in page
    assert 120_000 < int(re.search(r'hx-trigger="every (\d+)ms"', page)[1]) <= 125_000
    assert "Start exam" not in page


def test_a_sitting_goes_into_a_calendar_in_utc(client, sitting, ann):
    client.force_login(ann)
    reply = client.get(reverse("exams:sitting_calendar", args=[sitting.pk]))
    assert reply["Content-Type"].startswith("text/calendar")
    assert f"DTSTART:{sitting.opens_at.astimezone(UTC):%Y%m%dT%H%M%SZ}" in reply.text
    assert f"sitting-{sitting.pk}@" in reply.text
    assert "TRIGGER:-PT30M" in reply.text
    scheduling.extend(sitting, sitting.last_start_at + timedelta(hours=1), seen=0)
    assert "SEQUENCE:1" in client.get(reverse("exams:sitting_calendar", args=[sitting.pk])).text


def test_clocks_that_change_within_the_window_change_no_length():
    from zoneinfo import ZoneInfo

    zone = ZoneInfo("Europe/Berlin")
    opens = local_time.read(datetime(2026, 3, 29, 1), zone)
    last = local_time.read(datetime(2026, 3, 29, 4), zone)
    assert last - opens == timedelta(hours=2)


def test_the_number_of_queries_of_the_list_does_not_grow(client, group, ann, exam, django_assert_num_queries):
    client.force_login(ann)
    counts = []
    for number in (1, 3):
        while Sitting.objects.count() < number:
            Sitting.objects.update(cancelled_at=now())
            factories.sitting(group, exam)
        with django_assert_num_queries(5) as captured:
            client.get(reverse("exams:group_sittings", args=[group.pk]))
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_the_number_of_queries_of_a_sittings_page_does_not_grow_with_the_group(client, sitting, ann, teacher):
    for person in (ann, teacher):
        client.force_login(person)
        counts = []
        for _ in range(2):
            factories.join(sitting.group, factories.person())
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("exams:sitting", args=[sitting.pk]))
            counts.append(len(queries))
        assert counts[0] == counts[1] < 22


def test_the_part_that_is_fetched_again_says_the_same_about_what_was_seen(client, sitting, ann):
    Sitting.objects.filter(pk=sitting.pk).update(cancelled_at=now())
    earlier = factories.reported(ann, sitting.blueprint)
    earlier.explained_at = now()
    earlier.save()
    Sitting.objects.filter(pk=sitting.pk).update(cancelled_at=None)
    client.force_login(ann)
    page = reverse("exams:sitting", args=[sitting.pk])
    for reply in (client.get(page), client.get(page, headers={"HX-Request": "true"})):
        assert "more than a fifth, so this attempt counts in no leaderboard" in reply.text


def test_a_group_shows_its_next_sittings_in_a_part_of_its_page(client, sitting, ann):
    client.force_login(ann)
    address = reverse("exams:next_sittings", args=[sitting.group.pk])
    part = client.get(address, headers={"HX-Request": "true"}).text
    assert sitting.title in part
    assert "<html" not in part
    assert client.get(address).url == reverse("exams:group_sittings", args=[sitting.group.pk])


def test_a_member_is_not_told_of_the_time_of_others(client, sitting, ann, teacher):
    slow = factories.person()
    factories.join(sitting.group, slow)
    asked = asking.ask(slow, sitting.group, sitting, kind="2", reason="Mine")
    client.force_login(ann)
    addresses = [reverse(name, args=[sitting.pk]) for name in ("exams:sitting", "exams:sitting_calendar")]
    before = [without_tokens(client.get(address).text) for address in addresses]
    asking.decide(asked, is_granted=True, decided_by=teacher)
    assert [without_tokens(client.get(address).text) for address in addresses] == before


def test_breaks_are_granted_with_their_minutes_or_not_at_all(client, sitting, ann, teacher):
    asked = asking.ask(ann, sitting.group, sitting, kind="breaks", reason="Insulin")
    client.force_login(teacher)
    address = reverse("exams:decision", args=[asked.pk])
    assert "Say how many minutes" in client.post(address, {"answer": "grant"}).text
    client.post(address, {"answer": "grant", "break_minutes": 20})
    client.force_login(ann)
    assert "20 minutes of breaks" in client.get(reverse("exams:sitting", args=[sitting.pk])).text


def test_breaks_granted_for_later_sittings_do_not_reach_one_that_has_begun(sitting, ann, teacher):
    asked = asking.ask(ann, sitting.group, None, kind="breaks", reason="Insulin")
    starting.start(ann, sitting)
    asking.decide(asked, is_granted=True, decided_by=teacher, break_minutes=20)
    assert break_time(sitting, ann.pk) == timedelta(0)


@pytest.mark.parametrize("is_decided", [True, False])
def test_a_request_is_answered_once_and_taken_back_before(client, sitting, ann, teacher, is_decided):
    asked = asking.ask(ann, sitting.group, sitting, kind="2", reason="Mine")
    with pytest.raises(asking.CannotAsk, match="already"):
        asking.ask(ann, sitting.group, sitting, kind="2", reason="Again")
    client.force_login(ann)
    if is_decided:
        asking.decide(asked, is_granted=False, decided_by=teacher)
    reply = client.post(reverse("exams:withdrawal", args=[asked.pk]), follow=True)
    assert ("answered already" if is_decided else "is withdrawn") in reply.text
    with pytest.raises(asking.CannotDecide):
        asking.decide(asked, is_granted=True, decided_by=teacher)


def test_a_moment_that_comes_twice_stays_where_it_was_not_touched(client, sitting, exam, teacher):
    second = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    Sitting.objects.filter(pk=sitting.pk).update(opens_at=second, last_start_at=datetime(2027, 11, 1, tzinfo=UTC))
    client.force_login(teacher)
    edit = reverse("exams:edit_sitting", args=[sitting.pk])
    times = {"opens_at": "2027-10-31T02:30", "last_start_at": "2027-11-01T01:00"}
    client.post(edit, typed(exam, title="Another name", seen=0, **times))
    sitting.refresh_from_db()
    assert (sitting.title, sitting.opens_at) == ("Another name", second)


def test_a_demoted_instructor_runs_nothing_any_more(client, sitting):
    helper = factories.person()
    membership = factories.join(sitting.group, helper, Membership.Role.INSTRUCTOR)
    client.force_login(helper)
    assert client.get(reverse("exams:edit_sitting", args=[sitting.pk])).status_code == 200
    Membership.objects.filter(pk=membership.pk).update(role=Membership.Role.MEMBER)
    assert client.get(reverse("exams:edit_sitting", args=[sitting.pk])).status_code == 403


def test_the_first_page_shows_what_is_next_with_ones_groups(client, sitting, ann):
    client.force_login(ann)
    assert sitting.title in client.get("/").text
    client.force_login(factories.person())
    assert sitting.title not in client.get("/").text
