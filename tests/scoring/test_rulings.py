"""Over real connections: rulings become visible in the order of their numbers."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from questions.models import Revision
from scoring import rulings
from scoring.models import Ruling
from scoring.rules import RulingKind


@pytest.fixture
def revision(committed) -> Iterator[Revision]:
    yield Revision.objects.first()
    Ruling.objects.all().delete()


def record(revision: Revision) -> int:
    try:
        ruling = Ruling(revision=revision, kind=RulingKind.DROP, reason="A reason.")
        rulings.record(ruling)
        return ruling.number
    finally:
        connection.close()


def waits(recording: Future[int]) -> bool:
    """Whether a recording comes to wait for a lock, rather than to its end."""
    while not recording.done():
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
            if cursor.fetchone() == (True,):
                return True
    return False


def test_a_ruling_that_does_not_fit_its_revision_is_not_recorded(revision):
    with pytest.raises(rulings.DoesNotFit):
        rulings.record(Ruling(revision=revision, kind=RulingKind.DROP, options=[0], reason="A reason."))
    assert not Ruling.objects.exists()


def test_a_ruling_waits_for_the_one_that_is_being_recorded(revision):
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first = Ruling(revision=revision, kind=RulingKind.DROP, reason="A reason.")
            rulings.record(first)
            second = pool.submit(record, revision)
            assert waits(second)
        assert second.result() > first.number
