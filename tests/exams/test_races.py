"""Races over real connections: what was answered "kept" is scored, and one of two starts wins."""

from exams import attempts, saving
from exams.models import Attempt
from tests import factories
from tests.at_once import at_once
from tests.factories import record


def save(attempt: Attempt, *records):
    who = attempt.candidate
    return saving.save(attempt.pk, user_id=who.pk, session_version=who.session_version, records=list(records))


def test_a_hand_in_that_races_with_saves_scores_every_save_that_was_kept(committed):
    for _ in range(5):
        attempt = attempts.start(factories.person(), committed)

        def save_on(position: int, attempt: Attempt = attempt) -> int:
            kept = 0
            for counter in range(1, 20):
                if save(attempt, record(position, counter, seconds=counter)) is None:
                    return kept
                kept = counter
            return kept

        def hand_in(attempt: Attempt = attempt) -> list[int]:
            while not attempt.responses.filter(counter__gte=3).exists():
                pass
            assert attempts.end(attempt)
            return counters(attempt)

        *kept, scored = at_once(*(lambda position=position: save_on(position) for position in (1, 2, 3)), hand_in)
        assert scored == kept == counters(attempt)


def counters(attempt: Attempt) -> list[int]:
    """What stands on the first three positions at this moment."""
    return list(attempt.responses.filter(position__lte=3).order_by("position").values_list("counter", flat=True))


def test_two_devices_that_replay_batches_at_once_end_with_the_greatest_stamps(committed):
    attempt = attempts.start(factories.person(), committed)
    for round_number in range(1, 11):
        up = [record(p, round_number, device="a" * 16, chosen=(0,)) for p in range(1, 66)]
        down = [record(p, round_number, device="b" * 16, chosen=(1,)) for p in range(65, 0, -1)]
        first, second = at_once(lambda up=up: save(attempt, *up), lambda down=down: save(attempt, *down))
        assert {became["outcome"] for became in second.positions.values()} == {"kept"}
        assert {became["outcome"] for became in first.positions.values()} <= {"kept", "superseded"}
        assert set(attempt.responses.values_list("counter", "device")) == {(round_number, "b" * 16)}


def test_a_superseded_answer_is_the_present_one_even_after_waiting_for_the_lock(committed):
    attempt = attempts.start(factories.person(), committed)
    for counter in range(2, 40, 2):
        newer = record(1, counter, device="b" * 16, chosen=(1,))
        older = record(1, counter - 1, device="a" * 16, chosen=(0,))
        _, became = at_once(lambda newer=newer: save(attempt, newer), lambda older=older: save(attempt, older))
        if became.positions[1]["outcome"] == "superseded":
            assert became.positions[1]["present"]["counter"] == counter


def test_two_starts_at_once_make_one_attempt(committed):
    for _ in range(5):
        person = factories.person()
        first, second = at_once(
            lambda p=person: attempts.start(p, committed), lambda p=person: attempts.start(p, committed)
        )
        assert first == second
        assert person.attempts.count() == 1
