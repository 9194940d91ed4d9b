"""PostgreSQL and Valkey from their wheels, for a machine where nobody has installed them."""

import atexit
import os
import sys

from . import place, postgres, valkey
from .account import let_pass
from .entrance import Entrance
from .errors import CannotStart

__all__ = ["CannotStart", "join", "leave"]

_entrance = Entrance()


def join() -> None:
    """Use this checkout's servers where DATABASE_URL or REDIS_URL is unset, and set both; raise CannotStart.

    They run until the last process that has joined is gone. To join again is to have them back if they were lost.
    """
    needs_servers = not {"DATABASE_URL", "REDIS_URL"} <= os.environ.keys()
    if _entrance.is_lost if _entrance.was_used else needs_servers:
        here = place.here()
        here.make()
        for folder in (here.data, postgres.binaries(), valkey.binary().parent):
            for opened in let_pass(here.account, folder):
                _say(f"Let {here.account.name}, who runs PostgreSQL and Valkey, pass through {opened} (chmod o+x).")
        _entrance.enter(here, _say)
        atexit.register(leave)
        os.environ.setdefault("DATABASE_URL", postgres.url(here))
        os.environ.setdefault("REDIS_URL", valkey.url(here))


def leave() -> None:
    """Use the servers no more; where this process was their last user, return when they have stopped."""
    _entrance.leave()


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
