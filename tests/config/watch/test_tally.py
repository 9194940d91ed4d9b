"""Answers are counted in each process, and added up in Redis."""

from config.watch import tally
from tests.config.redis_server import RedisServer


def found() -> dict[tuple[str, int], tuple[dict[int, int], int]]:
    return {key: (dict(each.buckets), each.microseconds) for key, each in tally.of_all_processes().items()}


def test_answers_add_up() -> None:
    tally.add("exams:room", 200, 0.004)
    tally.add("exams:room", 200, 0.02)
    tally.send()
    tally.add("exams:room", 200, 0.02)
    tally.add("exams:room", 404, 99)
    tally.send()

    assert found() == {("exams:room", 200): ({0: 1, 2: 2}, 44_000), ("exams:room", 404): ({11: 1}, 99_000_000)}


def test_a_time_at_a_bound_is_within_it() -> None:
    tally.add("exams:room", 200, 0.005)
    tally.send()

    assert found()["exams:room", 200] == ({0: 1}, 5000)


def test_to_count_asks_nothing_of_redis(redis: RedisServer) -> None:
    client = redis.client
    before = client.info("stats")["total_commands_processed"]
    tally.add("exams:room", 200, 0.02)

    # The question itself is a command.
    assert client.info("stats")["total_commands_processed"] - before == 1


def test_what_cannot_be_sent_is_kept_for_the_next_time(redis: RedisServer) -> None:
    tally.add("exams:room", 200, 0.02)
    redis.dies()
    assert not tally.send()
    tally.add("exams:room", 200, 0.02)

    redis.starts()
    assert tally.send()
    assert found() == {("exams:room", 200): ({2: 2}, 40_000)}
