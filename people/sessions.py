"""What a session cookie says, and how it is revoked: signed cookies live until the person's version is raised."""

from typing import Any

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import F

from people.models import User


def claims(session: SessionBase) -> tuple[int, int] | None:
    """Return the user id and session version that a cookie carries, without a query; None when nobody is logged in."""
    user_id, version = session.get(SESSION_KEY), str(session.get(HASH_SESSION_KEY, "")).partition(".")[0]
    return (int(user_id), int(version)) if user_id and version.isdigit() else None


def end_all(user: User) -> None:
    """Log a person out everywhere."""
    User.objects.filter(pk=user.pk).update(session_version=F("session_version") + 1)


def end_all_on_log_out(sender: object, user: User | None, **_: Any) -> None:
    if user is not None:
        end_all(user)
