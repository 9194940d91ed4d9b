"""Verbs on uploads: receive, read, decide, confirm, store; each stage stands in the database, so that it can go on."""

from questions.uploads.confirming import NotReady, chosen, confirm, store
from questions.uploads.deciding import decide
from questions.uploads.reading import compare, read
from questions.uploads.staging import Refused, read_as, receive, remove_old

__all__ = [
    "NotReady",
    "Refused",
    "chosen",
    "compare",
    "confirm",
    "decide",
    "read",
    "read_as",
    "receive",
    "remove_old",
    "store",
]
