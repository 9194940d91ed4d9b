"""How often somebody may do what costs much; counted in the cache, which never fails."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render

from people.requests import PersonRequest

P = ParamSpec("P")
View = Callable[Concatenate[PersonRequest, P], HttpResponse]


@dataclass(frozen=True)
class Pace:
    """So many times, for each person, in the seconds from the first of them."""

    name: str
    most: int
    seconds: int

    def is_over(self, person_id: int) -> bool:
        return cache.get(self._key(person_id), 0) >= self.most

    def count(self, person_id: int) -> int:
        """Count once more; return how often that makes."""
        key = self._key(person_id)
        if cache.add(key, 1, self.seconds):
            return 1
        try:
            return cache.incr(key)
        except ValueError:
            # It has run out since.
            return 1

    def _key(self, person_id: int) -> str:
        return f"pace-{self.name}-{person_id}"


WRONG_CODES = Pace("wrong-codes", 10, 600)
STARTS = Pace("starts", 30, 600)
UPLOADS = Pace("uploads", 60, 3600)
INVITATIONS = Pace("invitations", 60, 3600)
GROUPS = Pace("groups", 30, 3600)
WORDS = Pace("words", 60, 600)
TAKEOUTS = Pace("takeouts", 20, 3600)


def keeps(pace: Pace) -> Callable[[View[P]], View[P]]:
    """A view, behind a log-in, whose POST each person may send no more often than that."""

    def keeping(view: View[P]) -> View[P]:
        @wraps(view)
        def paced(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method == "POST" and pace.count(request.user.pk) > pace.most:
                return render(request, "429.html", status=429)
            return view(request, *args, **kwargs)

        return paced

    return keeping
