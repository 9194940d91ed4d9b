"""Things that tests begin with, made as the application makes them."""

import itertools
from typing import Any

from exams.records import Record
from people.models import User

PASSWORD = "violet-harbour-19"
_numbers = itertools.count(1)


def person(**facts: Any) -> User:
    """Somebody with an account; facts name fields of User."""
    return User.objects.create_user(
        facts.pop("email", f"person{next(_numbers)}@example.org"), facts.pop("password", None), **facts
    )


def record(position: int = 1, counter: int = 1, **facts: Any) -> Record:
    """An edit as the exam room sends it: option 0 chosen on device a."""
    plain: dict[str, Any] = {"device": "a" * 16, "chosen": (0,), "flagged": False, "struck": (), "seconds": 5}
    return Record(position=position, counter=counter, **{**plain, **facts})
