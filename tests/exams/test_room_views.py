import itertools
import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from exams import adjusting, attempts, late_work
from exams.models import Attempt
from questions.models import Revision
from scoring import reports
from tests import factories
from tests.leaks import leaked, rationales_in

pytestmark = pytest.mark.django_db

RECORD = {
    "position": 1, "counter": 1, "device": "a" * 16, "chosen": [0], "flagged": False, "struck": [], "seconds": 5,
}  # fmt: skip


@pytest.fixture
def attempt(exam) -> Attempt:
    return attempts.start(factories.person(), exam)


@pytest.fixture
def candidate(client: Client, attempt: Attempt) -> Client:
    client.force_login(attempt.candidate)
    return client


def address(name: str, attempt: Attempt) -> str:
    return reverse(name, args=[attempt.pk])


def post(client: Client, url: str, body: Any) -> Any:
    return client.post(
        url, body if isinstance(body, str | bytes) else json.dumps(body), content_type="application/json"
    )


def save(client: Client, attempt: Attempt, *records: dict) -> Any:
    return post(client, address("exams:responses", attempt), {"responses": list(records)})


def overdue(attempt: Attempt) -> None:
    past = attempt.allowed + timedelta(minutes=1)
    Attempt.objects.filter(pk=attempt.pk).update(started_at=attempt.started_at - past, deadline=attempt.deadline - past)


def test_a_save_over_http_costs_one_statement(candidate, attempt, django_assert_num_queries):
    with django_assert_num_queries(1):
        reply = save(candidate, attempt, RECORD)
    assert reply.json()["answers"] == {"1": {"outcome": "kept"}}
    assert 0 < reply.json()["seconds_left"] <= reply.json()["allowed_seconds"] == 10800


@pytest.mark.parametrize("answered", [0, 65])
def test_the_room_costs_at_most_six_queries_however_much_is_answered(
    candidate, attempt, answered, django_assert_max_num_queries
):
    save(candidate, attempt, *({**RECORD, "position": position} for position in range(1, answered + 1)))
    with django_assert_max_num_queries(6):
        assert candidate.get(address("exams:room", attempt)).status_code == 200


@pytest.mark.parametrize("questions", [5, 65])
def test_the_room_costs_the_same_for_a_short_paper_and_a_long_one(client, exam, questions, django_assert_num_queries):
    exam.questions, exam.scored, exam.multiple_share = questions, questions, [0, 1]
    exam.save()
    attempt = attempts.start(factories.person(), exam)
    client.force_login(attempt.candidate)
    with django_assert_num_queries(4):
        client.get(address("exams:room", attempt))


@pytest.fixture
def again(client: Client, exam) -> Attempt:
    """A running attempt at the questions of an earlier one, whose report its candidate has read."""
    earlier = factories.reported(factories.person(), exam, right=[1], wrong=[2])
    client.force_login(earlier.candidate)
    return attempts.start(earlier.candidate, exam)


_counters = itertools.count(1)


def replies_of_a_running_attempt(candidate: Client, attempt: Attempt) -> list[str]:
    """Everything that the server says to a candidate while the attempt runs, time, tokens and counters aside."""
    earlier = attempt.candidate.attempts.exclude(pk=attempt.pk).get()
    newer = {**RECORD, "position": 3, "counter": next(_counters)}
    kept = post(candidate, address("scoring:hand_in", attempt), {"wish": "time up", "responses": [newer]})
    superseded = save(candidate, attempt, {**newer, "device": "0" * 16})
    assert kept.json()["answers"]["3"]["outcome"] == "kept"
    assert superseded.json()["answers"]["3"]["outcome"] == "superseded"
    told = [
        kept,
        superseded,
        candidate.get(reverse("exams:service_worker")),
        candidate.get(reverse("people:profile")),
        candidate.post(address("exams:unsent_file", attempt), {"answers": as_file(attempt, RECORD)}, follow=True),
        candidate.get(address("scoring:report", earlier)),
        candidate.get(address("scoring:explanations", earlier), follow=True),
        candidate.get(address("scoring:report_status", earlier), headers={"HX-Request": "true"}),
        candidate.post(address("scoring:report_opening", earlier), follow=True),
        candidate.get(address("exams:room", attempt)),
        candidate.get(address("exams:state", attempt)),
        save(candidate, attempt, RECORD),
        save(candidate, attempt, {**RECORD, "chosen": [1]}),
        save(candidate, attempt, {**RECORD, "position": 99}),
        post(candidate, address("scoring:hand_in", attempt), {"wish": "time up", "responses": []}),
        candidate.get(address("scoring:report", attempt), follow=True),
        candidate.get(reverse("scoring:explanations", args=[attempt.pk]), follow=True),
        candidate.get(reverse("scoring:history")),
        candidate.get(reverse("exams:home")),
        candidate.get(reverse("exams:start_page", args=["MLS-C01"])),
    ]
    changing = re.compile(r'(seconds_left|counter)": ?[\d.]+|token" value="\w+"|X-CSRFToken": "\w+"|\d\d:\d\d(:\d\d)?')
    for reply in told:
        # The name of a request is drawn anew for each.
        del reply["Content-Length"], reply["X-Request-ID"]
    return [changing.sub("", f"{reply.status_code} {dict(reply.headers)} {reply.content.decode()}") for reply in told]


def test_no_reply_of_a_running_attempt_holds_a_key_or_a_rationale(client, again):
    revisions = list(Revision.objects.filter(responses__attempt=again))
    for reply in replies_of_a_running_attempt(client, again):
        assert leaked(reply, revisions) == []


def test_no_script_style_or_picture_that_a_page_may_load_holds_a_rationale(exam, settings):
    files = [path for path in (settings.BASE_DIR / "static").rglob("*") if path.is_file()]
    text = "\n".join(path.read_text() for path in files)
    assert len(files) > 50
    assert rationales_in(text, Revision.objects.all()) == []


def test_no_reply_of_a_running_attempt_depends_on_a_key(client, again):
    """Were the keys others, a candidate would see the same, to the byte."""
    replies_of_a_running_attempt(client, again)
    before = replies_of_a_running_attempt(client, again)
    for revision in Revision.objects.all():
        revision.key = sorted((option + 1) % len(revision.options) for option in revision.key)
        revision.rationales = revision.rationales_html = [f"secret {revision.pk}" for _ in revision.options]
        revision.save()
    again.responses.update(scored=False)
    assert replies_of_a_running_attempt(client, again) == before


def test_a_planted_rationale_and_a_planted_key_are_found(candidate, attempt):
    paper = list(Revision.objects.filter(responses__attempt=attempt))
    revision = attempt.responses.first().revision
    page = candidate.get(address("exams:room", attempt)).content.decode()
    assert leaked(page, paper) == []
    for planted in (
        f"<!-- {revision.rationales[0]} -->",
        f'<p title="{revision.rationales[1]}">',
        json.dumps({"why": revision.rationales_html[2]}),
        '{"key": [2]}',
    ):
        assert leaked(page + planted, paper), planted


@pytest.mark.parametrize("name", ["exams:room", "exams:state", "scoring:report", "scoring:explanations"])
def test_anothers_attempt_and_an_unknown_one_look_the_same(client, attempt, name):
    client.force_login(factories.person())
    foreign, unknown = (client.get(reverse(name, args=[pk])) for pk in (attempt.pk, attempt.pk + 1000))
    assert (foreign.status_code, unknown.status_code) == (404, 404)
    tokens = re.compile(rb'value="\w+"|"X-CSRFToken": "\w+"')
    assert tokens.sub(b"", foreign.content) == tokens.sub(b"", unknown.content)


@pytest.mark.parametrize("name", ["exams:responses", "scoring:hand_in", "exams:unsent_file"])
def test_nobody_writes_into_anothers_attempt(client, attempt, name):
    client.force_login(factories.person())
    assert post(client, address(name, attempt), {"wish": "end", "responses": [RECORD]}).status_code == 404
    attempt.refresh_from_db()
    assert (attempt.handed_in_at, attempt.responses.get(position=1).counter) == (None, 0)


REFUSED = {
    "not JSON": "{",
    "no list": {"responses": 5},
    "deep": "[" * 20_000,
    "two answers to a single choice": {"responses": [{**RECORD, "chosen": [0, 1, 2, 3]}]},
    "an option that is not there": {"responses": [{**RECORD, "chosen": [11]}]},
    "a position that is not there": {"responses": [{**RECORD, "position": 66}]},
    "a forged counter": {"responses": [{**RECORD, "counter": 10**12}]},
    "a forged device": {"responses": [{**RECORD, "device": "mine"}]},
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_save_is_refused_logged_and_changes_nothing(candidate, attempt, case, caplog):
    reply = post(candidate, address("exams:responses", attempt), REFUSED[case])
    assert reply.status_code == 400
    assert reply.json()["error"].startswith("Nothing was saved.")
    assert f"refused a save of attempt {attempt.pk}" in caplog.text
    assert attempt.responses.filter(counter__gt=0).count() == 0


@pytest.mark.parametrize("name", ["exams:responses", "scoring:hand_in"])
def test_a_save_over_64_kb_is_refused_as_a_room_understands_it(candidate, attempt, name):
    reply = post(candidate, address(name, attempt), {"responses": [{**RECORD, "claimed_at": "x" * 65_536}]})
    assert (reply.status_code, reply.json()["error"][:18]) == (413, "Nothing was saved.")


def test_a_form_with_parts_is_no_save(attempt):
    """The check of its token reads the parts before anything else can."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(attempt.candidate)
    strict.cookies["csrftoken"] = "t" * 32
    reply = strict.post(address("exams:responses", attempt), {"csrfmiddlewaretoken": "t" * 32, "responses": "[]"})
    assert (reply.status_code, reply.json()) == (400, {"error": "Nothing was saved. The request is not JSON."})


def test_a_save_without_a_csrf_token_is_refused(attempt):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(attempt.candidate)
    assert save(strict, attempt, RECORD).status_code == 403
    assert attempt.responses.get(position=1).counter == 0


def test_a_save_after_log_out_is_refused_and_tells_the_room_so(candidate, attempt):
    candidate.logout()
    assert save(candidate, attempt, RECORD).status_code == 401


def test_a_late_save_is_refused_and_kept_as_late_work(candidate, attempt):
    overdue(attempt)
    reply = save(candidate, attempt, RECORD)
    assert reply.status_code == 409
    assert reply.json()["error"] == "This attempt has ended, so its answers cannot change any more."
    assert (reply.json()["answers"], reply.json()["late_work"]) == ({"1": {"outcome": "closed"}}, "received")
    assert attempt.responses.get(position=1).counter == 0
    assert [(piece.position, piece.chosen) for piece in attempt.late_work.all()] == [(1, [0])]


def test_a_resent_save_after_the_close_is_told_what_was_kept_and_what_was_overtaken(candidate, attempt):
    overtaken = {**RECORD, "position": 2}
    save(candidate, attempt, RECORD, {**overtaken, "counter": 2})
    attempts.end(attempt)
    answers = {"1": {"outcome": "already kept"}, "2": {"outcome": "superseded"}}
    reply = save(candidate, attempt, RECORD, overtaken).json()
    assert (reply["answers"], reply["late_work"]) == (answers, "received")
    late = {**RECORD, "position": 3}
    reports.make(attempt.pk)
    reports.open_report(attempt)
    reply = save(candidate, attempt, RECORD, overtaken, late).json()
    assert (reply["answers"], reply["late_work"]) == ({**answers, "3": {"outcome": "closed"}}, "refused")
    assert attempt.late_work.count() == 0


def test_the_stamp_of_a_kept_answer_with_another_choice_is_not_called_kept_after_the_close(candidate, attempt):
    save(candidate, attempt, RECORD)
    attempts.end(attempt)
    assert save(candidate, attempt, {**RECORD, "chosen": [1]}).json()["answers"] == {"1": {"outcome": "superseded"}}


def test_ending_saves_what_is_unsent_and_closes(candidate, attempt):
    reply = post(candidate, address("scoring:hand_in", attempt), {"wish": "end", "responses": [RECORD]})
    assert reply.json() == {
        "closed": True, "report": address("scoring:report", attempt), "answers": {"1": {"outcome": "kept"}},
    }  # fmt: skip
    attempt.refresh_from_db()
    assert attempt.handed_in_at


def test_time_up_before_the_deadline_closes_nothing_and_tells_the_new_time(candidate, attempt):
    adjusting.adjust(attempt, timedelta(minutes=15), reason="fire alarm", made_by=None)
    reply = post(candidate, address("scoring:hand_in", attempt), {"wish": "time up", "responses": [RECORD]}).json()
    assert (reply["closed"], reply["allowed_seconds"]) == (False, 11700)
    assert reply["explain"] == [{"seconds": 900, "reason": "fire alarm"}]
    assert attempt.responses.get(position=1).chosen == [0]


def test_handing_in_a_closed_attempt_leads_to_its_report(candidate, attempt):
    attempts.end(attempt)
    reply = post(candidate, address("scoring:hand_in", attempt), {"wish": "end", "responses": []}).json()
    assert (reply["closed"], reply["report"]) == (True, address("scoring:report", attempt))


def test_a_plain_form_hands_in_too(candidate, attempt):
    reply = candidate.post(address("scoring:hand_in", attempt))
    assert reply.url == address("scoring:report", attempt)
    attempt.refresh_from_db()
    assert attempt.handed_in_at


@pytest.mark.parametrize("wish", ["", "later", None, 5])
def test_an_unknown_wish_is_refused(candidate, attempt, wish):
    assert post(candidate, address("scoring:hand_in", attempt), {"wish": wish, "responses": []}).status_code == 400
    attempt.refresh_from_db()
    assert attempt.handed_in_at is None


def test_the_room_of_an_overdue_attempt_leads_to_its_report_and_closes_it(candidate, attempt):
    overdue(attempt)
    assert candidate.get(address("exams:room", attempt)).url == address("scoring:report", attempt)
    attempt.refresh_from_db()
    assert attempt.handed_in_at == attempt.deadline


def test_a_room_that_wakes_up_hears_of_edits_made_elsewhere(candidate, attempt):
    save(candidate, attempt, {**RECORD, "counter": 3}, {**RECORD, "position": 2, "counter": 7})
    told = candidate.get(f"{address('exams:state', attempt)}?since=4").json()
    assert [(record["position"], record["counter"]) for record in told["responses"]] == [(2, 7)]


def as_file(attempt: Attempt, *records: dict) -> SimpleUploadedFile:
    return SimpleUploadedFile("unsent.json", json.dumps({"attempt": attempt.pk, "responses": records}).encode())


def bring(client: Client, attempt: Attempt, *records: dict) -> list[str]:
    """What a candidate is told who brings unsent answers as a file."""
    reply = client.post(address("exams:unsent_file", attempt), {"answers": as_file(attempt, *records)})
    return [str(message) for message in get_messages(reply.wsgi_request)][-1:]


def test_unsent_answers_come_back_as_a_file_and_are_counted(candidate, attempt):
    save(candidate, attempt, RECORD, {**RECORD, "position": 2, "counter": 9})
    attempts.end(attempt)
    told = bring(
        candidate, attempt, RECORD, {**RECORD, "position": 2}, *({**RECORD, "position": late} for late in (3, 4))
    )
    counted = "2 received as late work, 1 kept already, 1 older than what is kept"
    assert told == [f"Of the answers in that file: {counted}."]
    assert attempt.late_work.count() == 2


def test_a_file_is_a_save_while_the_attempt_runs(candidate, attempt):
    assert bring(candidate, attempt, RECORD) == ["Of the answers in that file: 1 kept."]
    assert attempt.responses.get(position=1).chosen == [0]


def test_a_file_with_an_option_that_is_not_there_is_refused_and_logged_after_the_end_too(candidate, attempt, caplog):
    attempts.end(attempt)
    (told,) = bring(candidate, attempt, RECORD, {**RECORD, "position": 2, "chosen": [11]})
    assert told.startswith("Nothing was taken from that file. Position 2:")
    assert f"refused a file of attempt {attempt.pk} by person {attempt.candidate_id}: Position 2" in caplog.text
    assert attempt.late_work.count() == 0


def test_a_file_that_comes_after_the_report_was_opened_is_too_late(candidate, attempt):
    attempts.end(attempt)
    reports.make(attempt.pk)
    reports.open_report(attempt)
    (told,) = bring(candidate, attempt, RECORD)
    assert told.startswith("Too late")


def test_late_work_that_finds_no_space_is_not_called_received(candidate, attempt, monkeypatch):
    monkeypatch.setattr(late_work, "MOST_PIECES", 1)
    attempts.end(attempt)
    first, more = RECORD, {**RECORD, "counter": 2}
    assert [save(candidate, attempt, sent).json()["late_work"] for sent in (first, more, first)] == [
        "received",
        "refused",
        "received",
    ]


def test_a_plain_form_of_somebody_logged_out_leads_to_log_in(client, attempt):
    reply = client.post(address("scoring:hand_in", attempt))
    assert reply.url == f"{reverse('account_login')}?next={address('exams:room', attempt)}"
