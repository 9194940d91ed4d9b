from typing import Any

from django.http import HttpRequest

from scoring import contested, news


def unseen(request: HttpRequest) -> dict[str, Any]:
    """Let a page print what happened to the viewer's scores and sets; a page that does not print it asks nothing."""
    return {
        "changed_scores": lambda: news.unseen(request.user) if request.user.is_authenticated else [],
        "open_challenges": lambda: contested.still_open(request.user) if request.user.is_authenticated else 0,
    }
