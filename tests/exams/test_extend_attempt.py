from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from exams import attempts
from exams.models import Attempt
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt(exam) -> Attempt:
    return attempts.start(factories.person(), exam)


def extend(*arguments: object, reason: str = "fire alarm") -> None:
    call_command("extend_attempt", *map(str, arguments), "--reason", reason)


def test_an_extension_moves_the_deadline_and_says_who_and_why(attempt, capsys):
    warden = factories.person()
    extend(attempt.pk, 15, "--by", warden.email.upper())
    before = attempt.deadline
    attempt.refresh_from_db()
    change = attempt.adjustments.get()
    assert attempt.deadline - before == timedelta(minutes=15)
    assert (change.seconds, change.reason, change.made_by) == (900, "fire alarm", warden)
    assert attempt.started_at < change.made_at < before
    assert f"Attempt {attempt.pk} now ends at" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "facts", "error"),
    [
        ([0], {}, "1 to 1440 minutes"),
        ([1441], {}, "1 to 1440 minutes"),
        ([5], {"reason": " "}, "Give a reason"),
        ([5], {"reason": "x" * 201}, "Give a reason"),
        ([5, "--by", "nobody@example.org"], {}, "Nobody here"),
    ],
)
def test_an_extension_that_makes_no_sense_is_refused_with_a_reason(attempt, arguments, facts, error):
    with pytest.raises(CommandError, match=error):
        extend(attempt.pk, *arguments, **facts)
    assert attempt.adjustments.count() == 0


def test_an_unknown_attempt_and_an_ended_one_are_clear_errors(attempt):
    attempts.end(attempt)
    with pytest.raises(CommandError, match="has ended"):
        extend(attempt.pk, 5)
    with pytest.raises(CommandError, match="There is no attempt 0"):
        extend(0, 5)
