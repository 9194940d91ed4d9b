import pytest
from django.urls import reverse

from exams import attempts
from exams.sittings import starting
from scoring import reports
from tests import factories

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
