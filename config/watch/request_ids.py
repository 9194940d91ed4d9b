"""One name for a request and for every task that comes of it, so that their log lines are found together."""

import re
import secrets
from contextvars import ContextVar, Token
from typing import Any

HEADER = "X-Request-ID"
# Nothing that would break a log line, and too short to smuggle a text into it.
SANE = re.compile(r"[A-Za-z0-9._-]{8,64}")

current: ContextVar[str] = ContextVar("request_id", default="")
_before: ContextVar[Token[str] | None] = ContextVar("before", default=None)


def chosen(claimed: str | None) -> str:
    """The name that the proxy gave, where it is sane, else a new one."""
    return claimed if claimed and SANE.fullmatch(claimed) else secrets.token_hex(16)


def send_along(headers: dict[str, Any], **_: Any) -> None:
    """Let a task that is published bear the name; a receiver of before_task_publish."""
    if name := current.get():
        headers.setdefault("request_id", name)


def take_up(task: Any, **_: Any) -> None:
    """Work under the name that the task came with; a receiver of task_prerun."""
    _before.set(current.set(str(getattr(task.request, "request_id", None) or "")))


def lay_down(**_: Any) -> None:
    """Work under no name; a receiver of task_postrun."""
    if token := _before.get():
        current.reset(token)
        _before.set(None)
