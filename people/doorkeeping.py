"""What the log tells of the door: who came in and how, and that somebody did not; by number, never by name."""

import logging
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from people.models import User

logger = logging.getLogger(__name__)


def note_log_in(sender: object, request: HttpRequest, user: User, **_: Any) -> None:
    ways = [record.get("type") or record["method"] for record in get_authentication_records(request, user)]
    logger.info("person %s logged in by %s", user.pk, " and ".join(ways) or "the demo door")


def note_refusal(sender: object, user: User | None = None, **_: Any) -> None:
    """A wrong password, whoever it was for; or a wrong code of somebody whose password was right."""
    logger.warning("refused a log-in: %s", f"a wrong code of person {user.pk}" if user else "a wrong password")


def note_change(sender: object, user: User, authenticator: Authenticator, **_: Any) -> None:
    logger.info("the second factors of person %s changed: %s", user.pk, authenticator.type)
