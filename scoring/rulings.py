"""Verbs on rulings: record one that fits its revision."""

from collections.abc import Sequence

from django.db import connection, transaction

from questions.models import Revision
from scoring.models import Ruling
from scoring.rules import RulingKind

# Any number that no other lock of the application has.
LOCK = 7_201
NAME_OPTIONS = {RulingKind.ALSO_RIGHT, RulingKind.RIGHT_INSTEAD}


class DoesNotFit(Exception):
    """A ruling that its revision cannot take; the message says why."""


def problem(revision: Revision, kind: str, options: Sequence[int]) -> str:
    """What is wrong with the options of a ruling, numbered from 0; empty where nothing is."""
    if kind not in NAME_OPTIONS:
        return "This kind of ruling names no options." if options else ""
    if len(set(options)) != len(options) or not set(options) <= set(range(len(revision.options))):
        return "Name different options of this revision."
    if len(options) != revision.choose:
        return f"This question asks for {revision.choose} of its options, so name as many."
    return ""


@transaction.atomic
def record(ruling: Ruling) -> None:
    """Store a new ruling; one at a time, so that rulings become visible in the order of their numbers.

    A report heeds every ruling up to a number, and would miss for ever one that is committed after a greater number.
    Raises DoesNotFit.
    """
    if wrong := problem(ruling.revision, ruling.kind, ruling.options):
        raise DoesNotFit(wrong)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    ruling.save(force_insert=True)
