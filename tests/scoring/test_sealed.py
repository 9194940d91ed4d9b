import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exams import attempts
from exams.models import Attempt, Sitting
from exams.sittings import results, starting
from questions import pictures
from questions.models import Picture, Question
from scoring import reports
from scoring.models import Report
from tests import factories
from tests.leaks import without_tokens

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return factories.person()


@pytest.fixture
def handed_in(ann, exam):
    """Ann's attempt at a sitting that somebody else may still start."""
    attempt = starting.start(ann, factories.sitting(factories.group(ann, factories.person()), exam))
    attempts.end(attempt)
    reports.make(attempt.pk)
    return attempt


@pytest.mark.parametrize("page", ["scoring:report", "scoring:explanations"])
def test_a_report_is_sealed_until_the_sittings_results_open(client, ann, handed_in, page):
    client.force_login(ann)
    reply = client.get(reverse(page, args=[handed_in.pk]), follow=True)
    assert "Your answers are in" in reply.text
    client.post(reverse("scoring:report_opening", args=[handed_in.pk]))
    handed_in.refresh_from_db()
    assert handed_in.report_opened_at is None


def test_a_report_is_there_once_nobody_can_start_any_more(client, ann, handed_in):
    factories.window_over(handed_in.sitting)
    client.force_login(ann)
    assert "Your answers are in" not in client.get(reverse("scoring:report", args=[handed_in.pk])).text


def test_the_list_of_attempts_tells_nothing_of_what_is_sealed(client, ann, handed_in):
    client.force_login(ann)
    scored = without_tokens(client.get(reverse("scoring:history")).text)
    Report.objects.all().delete()
    assert without_tokens(client.get(reverse("scoring:history")).text) == scored
    assert "Opens with the group" in scored
    assert reverse("scoring:report", args=[handed_in.pk]) not in scored


UNSENT = {
    "position": 1, "counter": 9, "device": "b" * 16, "chosen": [1], "flagged": False, "struck": [], "seconds": 5,
}  # fmt: skip


def hand_over(client, attempt):
    answers = SimpleUploadedFile("unsent.json", json.dumps({"responses": [UNSENT]}).encode())
    return client.post(reverse("exams:unsent_file", args=[attempt.pk]), {"answers": answers}, follow=True)


def test_unsent_work_is_handed_over_until_the_results_open(client, ann, handed_in):
    client.force_login(ann)
    report = reverse("scoring:report", args=[handed_in.pk])
    assert "Hand over this file" in client.get(report).text
    assert "1 received as late work" in hand_over(client, handed_in).text
    handed_in.late_work.all().delete()
    factories.window_over(handed_in.sitting)
    assert results.open_if_due(handed_in.sitting)
    assert "Too late" in hand_over(client, handed_in).text


def test_after_a_day_unsent_work_is_asked_for_no_more(client, ann, handed_in):
    handed_in.refresh_from_db()
    factories.move_back(handed_in, timedelta(days=1, minutes=1))
    client.force_login(ann)
    assert "Hand over this file" not in client.get(reverse("scoring:report", args=[handed_in.pk])).text


@pytest.fixture
def at_once(ann, exam):
    """A sitting that shows reports at once; somebody else may still start."""
    return factories.sitting(factories.group(ann, factories.person()), exam, results=Sitting.Results.AT_ONCE)


def test_where_reports_open_at_once_ones_own_is_there_with_all_that_it_shows(client, ann, at_once):
    attempt = starting.start(ann, at_once)
    on_paper = Question.objects.filter(revisions__responses__attempt=attempt)
    assert set(Question.objects.closed_to(ann)) == set(on_paper)
    attempts.end(attempt)
    reports.make(attempt.pk)
    client.force_login(ann)
    client.get(reverse("scoring:report", args=[attempt.pk]))
    assert client.get(reverse("scoring:explanations", args=[attempt.pk])).status_code == 200
    assert not Question.objects.closed_to(ann).exists()
    drawn = Picture.objects.create(digest="0" * 64, content=b"GIF89a", media_type="image/gif")
    drawn.revisions.add(attempt.responses.first().revision)
    assert drawn in pictures.visible_to(ann)


def test_where_reports_open_at_once_who_has_not_ended_still_waits(ann, at_once):
    other = at_once.group.memberships.exclude(person=ann).get(role="member").person
    attempts.end(starting.start(ann, at_once))
    assert Question.objects.closed_to(other).exists()


def test_what_is_known_from_one_sitting_is_kept_back_where_another_holds_it_too(ann, exam, at_once):
    attempts.end(starting.start(ann, at_once))
    Sitting.objects.filter(pk=at_once.pk).update(cancelled_at=at_once.opens_at)
    other = factories.sitting(factories.group(ann), exam, title="Elsewhere")
    Sitting.objects.filter(pk=at_once.pk).update(cancelled_at=None)
    on_paper = Question.objects.filter(revisions__sitting_places__sitting=other)
    assert set(Question.objects.closed_to(ann)) == set(on_paper)


@pytest.fixture
def invited_staff(client, handed_in):
    """Somebody of staff who is a member of the group, logged in."""
    person = factories.person(is_staff=True, is_superuser=True)
    factories.join(handed_in.sitting.group, person)
    client.force_login(person)
    return person


@pytest.mark.usefixtures("invited_staff")
def test_staff_see_neither_scores_of_a_sealed_sitting_nor_answers_at_one_that_they_await(client, exam, handed_in):
    alone = factories.reported(factories.person(), exam)
    shown = {
        address: set(client.get(address).context["cl"].queryset.values_list("pk", flat=True))
        for address in ("/admin/scoring/report/", "/admin/exams/attempt/")
    }
    assert shown == {
        "/admin/scoring/report/": set(alone.reports.values_list("pk", flat=True)),
        "/admin/exams/attempt/": {alone.pk},
    }
    factories.window_over(handed_in.sitting)
    assert results.open_if_due(handed_in.sitting)
    assert client.get("/admin/exams/attempt/").context["cl"].queryset.count() == Attempt.objects.count()
    assert client.get("/admin/scoring/report/").context["cl"].queryset.count() == Report.objects.count()
