"""Edits, losses, duplicates, reorderings and reconnections in any order: the newest edit of each position is kept."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from exams import attempts
from tests import factories
from tests.exams.one_attempt import OneAttempt


@pytest.mark.django_db
def test_the_newest_edit_of_each_position_is_kept_whatever_the_network_does(exam, client):
    exam.questions, exam.scored, exam.multiple_share = 5, 5, [0, 1]
    exam.save()
    attempt = attempts.start(factories.person(), exam)
    client.force_login(attempt.candidate)
    bounded = settings(max_examples=40, stateful_step_count=40)
    run_state_machine_as_test(lambda: OneAttempt(attempt, client), settings=bounded)
