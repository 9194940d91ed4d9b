import pytest
from django.urls import reverse

from exams import attempts
from exams.models import now
from questions.models import Revision
from scoring import explanations, tasks
from scoring.models import Report, Ruling, ScoringFailure
from scoring.rules import RulingKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def judge(client):
    person = factories.person(is_staff=True, is_superuser=True)
    client.force_login(person)
    return person


@pytest.fixture
def revision(exam) -> Revision:
    return Revision.objects.filter(kind=Revision.Kind.SINGLE).first()


def rule(client, revision: Revision, kind: RulingKind, options: str):
    wish = {"revision": revision.pk, "kind": kind, "options": options, "reason": "Two readings."}
    return client.post(reverse("admin:scoring_ruling_add"), wish)


def test_a_ruling_names_who_made_it(client, judge, revision):
    assert rule(client, revision, RulingKind.ALSO_RIGHT, "1").status_code == 302
    ruling = Ruling.objects.get()
    assert (ruling.made_by, ruling.options, ruling.settled_at) == (judge, [1], None)


def test_attempts_are_marked_anew_once_a_ruling_is_committed(
    client, judge, revision, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks() as callbacks:
        rule(client, revision, RulingKind.DROP, "")
    assert [callback.args for callback in callbacks] == [(tasks.mark_anew, Ruling.objects.get().number)]


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        (RulingKind.ALSO_RIGHT, ""),
        (RulingKind.ALSO_RIGHT, "9"),
        (RulingKind.ALSO_RIGHT, "-1"),
        (RulingKind.RIGHT_INSTEAD, "0,1"),
        (RulingKind.RIGHT_INSTEAD, "1,1"),
        (RulingKind.FULL_CREDIT, "1"),
        (RulingKind.DROP, "0"),
    ],
)
def test_a_ruling_that_does_not_fit_its_revision_is_refused(client, judge, revision, kind, options):
    assert rule(client, revision, kind, options).status_code == 200
    assert not Ruling.objects.exists()


def test_a_ruling_stands(client, judge, revision):
    rule(client, revision, RulingKind.DROP, "")
    page = reverse("admin:scoring_ruling_change", args=[Ruling.objects.get().pk])
    assert client.post(page, {"reason": "Another."}).status_code == 403
    assert client.post(reverse("admin:scoring_ruling_delete", args=[Ruling.objects.get().pk])).status_code == 403


def test_every_list_and_page_can_be_looked_at(client, judge, exam, revision):
    attempt = factories.reported(factories.person(), exam)
    rule(client, revision, RulingKind.DROP, "")
    pages = [
        reverse(f"admin:scoring_{name}_changelist") for name in ("ruling", "report", "explanation", "scoringfailure")
    ]
    pages += [
        reverse("admin:scoring_report_change", args=[Report.objects.get(attempt=attempt).pk]),
        reverse("admin:scoring_ruling_change", args=[Ruling.objects.get().pk]),
        reverse("admin:scoring_explanation_change", args=[revision.pk]),
        reverse("admin:questions_revision_changelist"),
        reverse("admin:questions_revision_change", args=[revision.pk]),
    ]
    assert [client.get(page).status_code for page in pages] == [200] * len(pages)


def test_page_of_a_report_shows_its_domains_as_a_table(client, judge, exam):
    report = factories.reported(factories.person(), exam).reports.get()
    html = client.get(reverse("admin:scoring_report_change", args=[report.pk])).content.decode()
    first = report.domains[0]
    assert f"<td>{first['code']}</td><td>{first['right']} of {first['counted']}</td>" in html
    assert str(first["high"]) not in html


def test_failures_of_scoring_are_found_by_the_candidates_address(client, judge, exam):
    failed = [factories.handed_in(factories.person(), exam) for _ in range(2)]
    for attempt in failed:
        ScoringFailure.objects.create(attempt=attempt, last_tried_at=now(), error="broken")
    wish = {"q": failed[0].candidate.email}
    found = client.get(reverse("admin:scoring_scoringfailure_changelist"), wish).context["cl"].queryset
    assert [failure.attempt for failure in found] == [failed[0]]


def test_nobody_reads_in_the_admin_the_keys_of_the_paper_that_they_sit(client, judge, exam):
    attempt = attempts.start(judge, exam)
    explanations.compile_missing(Revision.objects.values_list("pk", flat=True))
    on_it = attempt.responses.first().revision
    names = ("questions_revision", "scoring_explanation")
    pages = [reverse(f"admin:{name}_change", args=[on_it.pk]) for name in names]
    assert [client.get(page).status_code for page in pages] == [302, 302]
    attempts.end(attempt)
    assert [client.get(page).status_code for page in pages] == [200, 200]
