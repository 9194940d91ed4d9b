"""Database connections that are kept: closed when their thread ends, the server has hung up or they have failed."""

import select
import threading
from typing import Any

from django.db import close_old_connections, connections
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


def drop_what_hung_up(**_: Any) -> None:
    """Let go of connections whose server is gone, without a query; a receiver of request_started.

    PostgreSQL says nothing on an idle connection until it ends it, so one that can be read is over.
    """
    for connection in connections.all(initialized_only=True):
        line = connection.connection
        if line is not None and not line.closed and select.select([line.fileno()], [], [], 0)[0]:
            connection.close()


def drop_what_failed(**_: Any) -> None:
    """Let go of connections that gave an error and answer no more; a receiver of Celery's task_postrun."""
    close_old_connections()
