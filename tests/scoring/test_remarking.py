import pytest

from scoring import reports
from scoring.models import Ruling
from scoring.pages.outcomes import Outcome
from scoring.remarking import decisions, remarkings
from scoring.rules import RulingKind
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(exam):
    return factories.reported(factories.person(), exam)


def rule(place, kind: RulingKind, *options: int) -> Ruling:
    return Ruling.objects.create(revision=place.revision, kind=kind, options=list(options), reason="A reason.")


def test_an_attempt_without_rulings_was_marked_once(attempt, django_assert_num_queries):
    report = reports.make(attempt.pk)
    with django_assert_num_queries(0):
        assert remarkings(attempt, report) == []


def test_each_marking_anew_tells_its_own_rulings(attempt):
    first, second = attempt.responses.filter(scored=True).select_related("revision")[:2]
    for place, kind in ((first, RulingKind.FULL_CREDIT), (second, RulingKind.DROP)):
        rule(place, kind)
        report = reports.make(attempt.pk)
    told = [
        (each.before, each.after, [(one.decision.position, one.before, one.after) for one in each.consequences])
        for each in remarkings(attempt, report)
    ]
    assert told == [
        (118, 118, [(second.position, Outcome.UNANSWERED, Outcome.DROPPED)]),
        (100, 118, [(first.position, Outcome.UNANSWERED, Outcome.RIGHT)]),
    ]


def test_a_later_ruling_is_not_told_before_the_attempt_is_marked_by_it(attempt):
    report = reports.make(attempt.pk)
    rule(attempt.responses.select_related("revision").first(), RulingKind.DROP)
    assert (decisions(attempt, report.rulings_up_to), remarkings(attempt, report)) == ([], [])


def test_letters_are_those_of_the_attempt(attempt):
    place = attempt.responses.filter(choose=1).select_related("revision").first()
    ruling = rule(place, RulingKind.ALSO_RIGHT, place.option_order[2])
    (decision,) = decisions(attempt, ruling.number)
    assert (decision.position, decision.sentence) == (place.position, "C counts as right too.")
