"""Log lines for machines: one JSON object each, without what would tell who somebody is."""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Any

from celery import current_task
from django.urls import Resolver404, resolve

from . import request_ids

ADDRESS = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
# PostgreSQL's details quote the row that it refused.
DETAIL = re.compile(r"^(DETAIL|CONTEXT): .*$", re.MULTILINE)


class JsonLines(logging.Formatter):
    """Formats a record as one line, under the name of the request or the task that it belongs to."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; what `extra={"facts": …}` names stands beside the message."""
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _withhold(_without_path(record)),
        }
        if name := request_ids.current.get():
            line["request"] = name
        if current_task:
            line["task"] = current_task.name
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["exception"] = _withhold(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def _without_path(record: logging.LogRecord) -> str:
    # A path may hold the code of an invitation, or the key to a new password.
    message = record.getMessage()
    request = getattr(record, "request", None)
    path = getattr(request, "path_info", "/")
    return message if path == "/" else message.replace(path, _view(path))


def _view(path: str) -> str:
    try:
        return resolve(path).view_name
    except Resolver404:
        return "an address that there is not"


def _withhold(text: str) -> str:
    return DETAIL.sub(r"\1: withheld", ADDRESS.sub("(address)", text))
