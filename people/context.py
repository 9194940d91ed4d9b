from typing import Any

from django.http import HttpRequest

from people import demo
from people.authors import may_author
from people.models import User


def viewer(request: HttpRequest) -> dict[str, Any]:
    """Give every page its viewer's theme, and the log-in page the demo people where they may be entered."""
    user = getattr(request, "user", None)
    return {
        "theme": user.theme if isinstance(user, User) else User.Theme.SYSTEM,
        "may_author": isinstance(user, User) and may_author(user),
        "demo_accounts": demo.is_open_to(request),
    }
