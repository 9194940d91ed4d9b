"""A line for each query and each request that took too long: its text or its view, never what it was given."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

logger = logging.getLogger(__name__)

LONGEST_SQL = 1000


def watch_queries(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """Time the queries of a connection that was just made; a receiver of connection_created."""
    if _timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(_timed)


def note_request(view: str, status: int, seconds: float) -> None:
    """Write down a request that took too long."""
    if seconds * 1000 >= settings.SLOW_MS:
        facts = {"view": view, "status": status, "milliseconds": round(seconds * 1000)}
        logger.warning("slow request", extra={"facts": facts})


def _timed(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = (time.perf_counter() - began) * 1000
        if milliseconds >= settings.SLOW_MS:
            # The parameters are answers and addresses: only their places are written down.
            facts = {"sql": " ".join(str(sql).split())[:LONGEST_SQL], "milliseconds": round(milliseconds)}
            logger.warning("slow query", extra={"facts": facts})
