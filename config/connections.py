"""A thread's database connection is closed when the thread ends."""

import threading
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# The web server ends threads that had nothing to do for half a minute. Django's connections are reference cycles: left
# to the garbage collector, they would pile up until PostgreSQL took no more.
_threads = threading.local()


class _Farewell:
    """Stands in a thread's own storage, and so is deleted with the thread."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    def __del__(self) -> None:
        self._connection.close()


def close_with_thread(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Tie a connection that was just made to the thread that made it; a receiver of connection_created."""
    _threads.farewell = _Farewell(connection.connection)
