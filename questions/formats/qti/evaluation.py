"""What an item's scoring makes of a response."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lxml.etree import _Element as Element

from questions.formats.qti.keys import MOST_HINTS, Response

# A container of several values is a tuple; what has no value is None.
Value = Any
LARGEST_SCORING = 500


@dataclass(frozen=True)
class Result:
    """The score of a response, and the outcomes that decide which feedback is shown."""

    score: float
    outcomes: Mapping[str, Value]


Evaluate = Callable[[Response], Result]


class NotEvaluated(Exception):
    """A scoring that cannot be evaluated here; its text names what is in the way."""


def number(text: str | None) -> float:
    """The number that a text is; 0 where it is none."""
    try:
        value = float(text or "")
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0


def text_of(element: Element) -> str:
    """All text in an element, its ends trimmed."""
    return "".join(map(str, element.itertext())).strip()


def check_size(scoring: Iterable[Element]) -> None:
    """Raise NotEvaluated where a scoring has more parts than anyone writes."""
    if sum(1 for part in scoring for _ in part.iter()) > LARGEST_SCORING:
        raise NotEvaluated("more conditions than a question can need")


def hints(scoring: Iterable[Element], options: Response) -> set[Response]:
    """Responses that the conditions of a scoring speak of: the options that stand together and under no `not`."""
    found: set[Response] = set()

    def asked_for(element: Element) -> Response:
        if element.tag == "not":
            return frozenset()
        own = {text} if not len(element) and (text := text_of(element)) in options else frozenset[str]()
        together = frozenset(own).union(*map(asked_for, element.iterchildren("*")))
        if together and len(found) < MOST_HINTS:
            found.add(together)
        return together

    for part in scoring:
        asked_for(part)
    return found
