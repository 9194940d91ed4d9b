"""Verbs on rulings: record one."""

from django.db import connection, transaction

from scoring.models import Ruling

# Any number that no other lock of the application has.
LOCK = 7_201


@transaction.atomic
def record(ruling: Ruling) -> None:
    """Store a new ruling; one at a time, so that rulings become visible in the order of their numbers.

    A report heeds every ruling up to a number, and would miss for ever one that is committed after a greater number.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    ruling.save(force_insert=True)
