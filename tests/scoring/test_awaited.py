"""What a member awaits in a group is told by no page: no key, and no rationale, whichever way they look."""

import pytest
from django.urls import reverse

from exams import attempts
from exams.models import Sitting
from exams.sittings import results, starting
from people.models import User
from questions.models import Question, QuestionSet
from scoring import gathering
from scoring.models import Explanation
from tests import factories
from tests.leaks import rationales_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    """Somebody who may read the keys of the bundled set, as an author may."""
    return factories.person()


@pytest.fixture
def readable(ann) -> QuestionSet:
    bundled = QuestionSet.objects.get(name="mls-c01-bundled")
    bundled.co_authors.add(ann)
    return bundled


@pytest.fixture
def earlier(ann, exam):
    """An attempt of Ann's, explained and challenged, before anything was scheduled."""
    return factories.reported(ann, exam, right=range(1, 40))


@pytest.fixture
def sitting(ann, readable, earlier, exam) -> Sitting:
    gathering.recompute(list(Question.objects.values_list("pk", flat=True)))
    return factories.sitting(factories.group(ann, factories.person()), exam)


def pages(sitting: Sitting, earlier, question_set: QuestionSet) -> list[str]:
    name = sitting.places.select_related("revision__question").first().revision.question.name
    of_set, of_question = [question_set.pk], [question_set.pk, name]
    return [
        reverse("questions:set", args=of_set),
        reverse("questions:set_findings", args=of_set),
        reverse("questions:question", args=of_question),
        reverse("questions:edit_question", args=of_question),
        *(reverse("questions:export_file", args=[question_set.pk, form]) for form in ("markdown", "gift", "csv")),
        reverse("scoring:set_statistics", args=of_set),
        reverse("scoring:question_statistics", args=of_question),
        reverse("scoring:report", args=[earlier.pk]),
        reverse("scoring:explanations", args=[earlier.pk]),
        reverse("scoring:challenge", args=[earlier.pk, 1]),
        reverse("scoring:my_challenges"),
        reverse("scoring:challenges"),
        reverse("scoring:history"),
        reverse("exams:sitting", args=[sitting.pk]),
        reverse("scoring:debrief", args=[sitting.pk]),
        reverse("scoring:leaderboard", args=[sitting.group_id]),
        reverse("exams:home"),
    ]


def told(client, addresses: list[str], sitting: Sitting) -> dict[str, list[str]]:
    revisions = [place.revision for place in sitting.places.select_related("revision")]
    replies = {address: client.get(address, follow=True) for address in addresses}
    found = {address: rationales_in(reply.text, revisions) for address, reply in replies.items()}
    return {address: rationales for address, rationales in found.items() if rationales}


def test_no_page_tells_what_is_on_a_paper_to_come(client, sitting, earlier, ann, readable):
    client.force_login(ann)
    assert told(client, pages(sitting, earlier, readable), sitting) == {}


def test_nor_does_the_administration_tell_staff_who_are_invited(client, sitting, ann):
    User.objects.filter(pk=ann.pk).update(is_staff=True, is_superuser=True)
    client.force_login(ann)
    revision = sitting.places.select_related("revision").first().revision
    explained = Explanation.objects.get(revision=revision)
    telling = [
        f"/admin/questions/question/{revision.question_id}/change/",
        f"/admin/questions/revision/{revision.pk}/change/",
        f"/admin/scoring/explanation/{explained.pk}/change/",
    ]
    assert [client.get(address).status_code for address in telling] == [302] * len(telling)
    assert told(client, [*telling, "/admin/scoring/explanation/", "/admin/scoring/ruling/"], sitting) == {}
    factories.window_over(sitting)
    assert results.open_if_due(sitting)
    assert [client.get(address).status_code for address in telling] == [200] * len(telling)


def test_nor_what_was_on_one_while_others_still_sit_it(client, sitting, earlier, ann, readable):
    own = starting.start(ann, sitting)
    attempts.end(own)
    client.force_login(ann)
    addresses = [*pages(sitting, earlier, readable), reverse("scoring:report", args=[own.pk])]
    assert told(client, addresses, sitting) == {}


def test_the_same_pages_tell_it_once_the_results_are_open(client, sitting, earlier, ann, readable):
    factories.window_over(sitting)
    assert results.open_if_due(sitting)
    client.force_login(ann)
    found = told(client, pages(sitting, earlier, readable), sitting)
    assert {reverse("scoring:explanations", args=[earlier.pk]), reverse("scoring:debrief", args=[sitting.pk])} <= {
        *found
    }


def test_somebody_who_is_not_invited_reads_on(client, sitting, readable):
    author = factories.person()
    readable.co_authors.add(author)
    client.force_login(author)
    [address] = [each for each in pages(sitting, sitting, readable) if each.endswith("/export/markdown/file")]
    assert told(client, [address], sitting)
