"""Links to other views of the same page."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Choice:
    """One of several values of a parameter; `query` keeps the others as they are."""

    value: str
    label: str
    query: str
    is_chosen: bool


def choices(name: str, known: Mapping[str, str], chosen: Mapping[str, str]) -> list[Choice]:
    """A choice for each known value of a parameter, by the labels that people read."""
    return [
        Choice(str(value), label, urlencode({**chosen, name: str(value)}), value == chosen[name])
        for value, label in known.items()
    ]


def read(given: str, known: Mapping[str, str]) -> str:
    """What was asked for, or the first of what is known."""
    return given if given in known else next(iter(known))
