import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from exams import adjusting, attempts
from exams.models import Adjustment, Attempt, Pause, Sitting
from exams.sittings import acting, breaks, records, starting
from people.models import Membership
from tests import factories
from tests.exams.sittings.granting import grant_breaks

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)

FIRE = {"reason": "fire alarm"}
ONE = {
    "exams:adjustments": {"minutes": 15, **FIRE},
    "exams:pauses": FIRE,
    "exams:pauses_end": {},
    "scoring:interventions": {"kind": "hand_in", **FIRE},
}
ALL = {
    "exams:sitting_adjustments": {"minutes": 15, **FIRE},
    "exams:sitting_pauses": FIRE,
    "exams:sitting_pauses_end": {},
}


@pytest.fixture
def people():
    return [factories.person() for _ in range(3)]


@pytest.fixture
def sitting(people, exam) -> Sitting:
    return factories.sitting(factories.group(*people), exam)


@pytest.fixture
def owner(sitting):
    return sitting.made_by


@pytest.fixture
def attempt(sitting, people) -> Attempt:
    return starting.start(people[0], sitting)


@pytest.fixture
def instructor(client, owner):
    client.force_login(owner)
    return client


def act(client, name: str, thing, **changes):
    return client.post(reverse(name, args=[thing.pk]), {**ONE, **ALL}[name] | changes)


def told(reply) -> str:
    return " ".join(str(message) for message in get_messages(reply.wsgi_request))


def facts() -> tuple[int, int, int]:
    return Adjustment.objects.count(), Pause.objects.count(), Attempt.objects.filter(handed_in_at=None).count()


ROLES = ["nobody", "stranger", "candidate", "member", "demoted", "departed", "elsewhere"]


@pytest.fixture
def log_in(client, sitting, people):
    """Log somebody in by the relation that they have to the sitting."""

    def find(role: str):
        if role == "candidate":
            return people[0]
        if role == "member":
            return people[1]
        person = factories.person()
        if role == "elsewhere":
            factories.group(owner=person)
        if role in {"demoted", "departed"}:
            known = factories.join(sitting.group, person, Membership.Role.INSTRUCTOR)
            known.role = Membership.Role.MEMBER if role == "demoted" else known.role
            known.left_at = sitting.opens_at if role == "departed" else None
            known.save()
        return person

    return lambda role: role == "nobody" or client.force_login(find(role))


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", [*ONE, *ALL])
def test_nobody_but_an_instructor_of_the_group_acts_on_anybody(client, attempt, log_in, role, name):
    log_in(role)
    before = facts()
    reply = act(client, name, attempt if name in ONE else attempt.sitting)
    assert reply.status_code == (302 if role == "nobody" else 404)
    assert facts() == before


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", ["exams:live_board", "exams:watch"])
def test_nobody_but_an_instructor_of_the_group_looks_on(client, attempt, log_in, role, name):
    log_in(role)
    reply = client.get(reverse(name, args=[attempt.pk if name == "exams:watch" else attempt.sitting_id]))
    assert reply.status_code == (302 if role == "nobody" else 404)


@pytest.mark.parametrize("role", [Membership.Role.OWNER, Membership.Role.INSTRUCTOR])
@pytest.mark.parametrize("name", [*ONE, *ALL])
def test_owner_and_instructor_may_act(client, sitting, attempt, role, name):
    person = sitting.made_by if role == Membership.Role.OWNER else factories.person()
    if role != Membership.Role.OWNER:
        factories.join(sitting.group, person, role)
    if name.endswith("pauses_end"):
        adjusting.pause(attempt, reason="fire alarm", made_by=person)
    client.force_login(person)
    before = facts()
    assert act(client, name, attempt if name in ONE else sitting).url == reverse("exams:live_board", args=[sitting.pk])
    assert facts() != before
    for page in (reverse("exams:live_board", args=[sitting.pk]), reverse("exams:watch", args=[attempt.pk])):
        assert client.get(page).status_code == 200


def test_an_instructor_who_sits_as_well_gives_themselves_nothing(client, exam, people):
    teacher = factories.person()
    group = factories.group(*people)
    factories.join(group, teacher, Membership.Role.INSTRUCTOR)
    sitting = factories.sitting(group, exam, invitees=[teacher, people[0]])
    own, other = starting.start(teacher, sitting), starting.start(people[0], sitting)
    client.force_login(teacher)
    for name in ONE:
        assert act(client, name, own).status_code == 404
    assert "1 person has 15 minutes more." in told(act(client, "exams:sitting_adjustments", sitting))
    assert (own.adjustments.count(), other.adjustments.count()) == (0, 1)


def test_more_time_for_one_is_a_record_with_its_reason(instructor, attempt, owner):
    deadline = attempt.deadline
    act(instructor, "exams:adjustments", attempt)
    attempt.refresh_from_db()
    change = attempt.adjustments.get()
    assert (attempt.deadline - deadline, change.seconds, change.reason) == (15 * MINUTE, 900, "fire alarm")
    assert change.made_by == owner


@pytest.mark.parametrize("minutes", ["-5", "0", "601", str(10**9), "", "many", "1e3", "1.5", "NaN"])
def test_more_time_is_a_whole_number_of_minutes_within_reason(instructor, sitting, attempt, minutes):
    for name, thing in (("exams:adjustments", attempt), ("exams:sitting_adjustments", sitting)):
        page = act(instructor, name, thing, minutes=minutes)
        assert page.status_code == 200
        assert 'class="errorlist"' in page.text
    assert not Adjustment.objects.exists()


@pytest.mark.parametrize("reason", ["", "   ", "x" * 201, "x" * 100_000, "a\0b"])
def test_a_reason_is_given_and_short(instructor, sitting, attempt, reason):
    before = facts()
    for name, thing in (("exams:adjustments", attempt), ("exams:pauses", attempt), ("exams:sitting_pauses", sitting)):
        page = act(instructor, name, thing, reason=reason)
        assert (page.status_code, 'class="errorlist"' in page.text) == (200, True)
    assert "Nothing was done." in told(act(instructor, "scoring:interventions", attempt, reason=reason))
    assert facts() == before


def test_a_reason_of_markup_stays_text(instructor, attempt, client):
    act(instructor, "exams:pauses", attempt, reason="<script>alert(1)</script>")
    client.force_login(attempt.candidate)
    page = client.get(reverse("exams:room", args=[attempt.pk])).text
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_longest_reason_does_not_keep_a_clock_from_running_again(instructor, attempt):
    act(instructor, "exams:pauses", attempt, reason="x" * 200)
    act(instructor, "exams:pauses_end", attempt)
    attempt.refresh_from_db()
    assert attempt.paused_at is None


def test_a_clock_stopped_twice_is_told_and_nothing_is_done(instructor, attempt):
    act(instructor, "exams:pauses", attempt)
    assert "stands already, so nothing was done" in told(act(instructor, "exams:pauses", attempt))
    assert attempt.pauses.count() == 1
    act(instructor, "exams:pauses_end", attempt)
    assert "runs already, so nothing was done" in told(act(instructor, "exams:pauses_end", attempt))
    assert attempt.adjustments.count() == 1


def test_what_has_ended_is_told_and_not_changed(instructor, attempt):
    attempts.end(attempt)
    before = facts()
    for name in ("exams:adjustments", "exams:pauses"):
        assert "has ended" in told(act(instructor, name, attempt))
    assert facts() == before


def test_all_reaches_those_who_sit_and_says_how_many(instructor, sitting, attempt, people):
    attempts.end(starting.start(people[1], sitting))
    starting.start(people[2], sitting)
    assert "2 people have 15 minutes more." in told(act(instructor, "exams:sitting_adjustments", sitting))
    adjusting.pause(attempt, reason="a spilt coffee", made_by=None)
    assert "1 clock stands now" in told(act(instructor, "exams:sitting_pauses", sitting))
    assert "2 clocks run again." in told(act(instructor, "exams:sitting_pauses_end", sitting))
    assert "reached nobody" in told(act(instructor, "exams:sitting_pauses_end", sitting))


def test_an_alarm_ends_a_break_and_stops_the_clock_itself(attempt, owner):
    grant_breaks(attempt, 10)
    breaks.take(attempt)
    assert acting.pause_all(owner, attempt.sitting, reason="fire alarm") == 1
    assert attempt.pauses.get(ended_at=None).is_break is False


def test_letting_all_clocks_run_leaves_breaks_alone(attempt, owner):
    grant_breaks(attempt, 10)
    breaks.take(attempt)
    assert acting.resume_all(owner, attempt.sitting) == 0
    assert attempt.pauses.get().ended_at is None


def test_the_candidate_reads_every_decision_with_its_reason_and_role(instructor, attempt, client):
    act(instructor, "exams:adjustments", attempt)
    act(instructor, "exams:pauses", attempt, reason="a spilt coffee")
    act(instructor, "scoring:interventions", attempt, reason="left the room")
    by = f"an instructor of {attempt.sitting.group}"
    assert {(each.what, each.reason, each.by) for each in records.decisions(attempt)} >= {
        ("+15 minutes", "fire alarm", by),
        ("The clock was stopped", "a spilt coffee", by),
        ("Handed in by an instructor", "left the room", by),
    }
    client.force_login(attempt.candidate)
    page = client.get(reverse("scoring:report", args=[attempt.pk])).text
    assert "Your answers are in" in page
    assert all(reason in page for reason in ("fire alarm", "a spilt coffee", "left the room"))
    assert attempt.sitting.made_by.email not in page


def token_of(client, address: str, form: str) -> str:
    return re.search(rf'name="token" value="([0-9a-f-]+)" id="{form}-time-token"', client.get(address).text)[1]


def test_time_given_by_one_form_that_is_sent_twice_is_given_once(instructor, sitting, attempt, people):
    other = starting.start(people[1], sitting)
    before = attempt.deadline
    one = token_of(instructor, reverse("exams:watch", args=[attempt.pk]), "one")
    for _ in range(2):
        act(instructor, "exams:adjustments", attempt, token=one)
    everybody = token_of(instructor, reverse("exams:live_board", args=[sitting.pk]), "all")
    for _ in range(2):
        reply = act(instructor, "exams:sitting_adjustments", sitting, token=everybody)
    assert str([*get_messages(reply.wsgi_request)][-1]) == "2 people have 15 minutes more."
    attempt.refresh_from_db()
    assert attempt.deadline == before + 30 * MINUTE
    assert [attempt.adjustments.count(), other.adjustments.count()] == [2, 1]


def test_the_next_form_gives_more_time_again(instructor, attempt):
    watch = reverse("exams:watch", args=[attempt.pk])
    for _ in range(2):
        act(instructor, "exams:adjustments", attempt, token=token_of(instructor, watch, "one"))
    assert attempt.adjustments.count() == 2
