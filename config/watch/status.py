"""/status/: what waits, who works and what runs, for staff."""

from datetime import UTC, datetime

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import rounds
from people.redirects import asks_for_a_part, moves_the_whole_page
from people.requests import PersonRequest

from . import signs, versions
from .worries import worries

# The names by which people know what beat sends.
NAMES = {
    "exams.tasks.forget_old": "Forgetting what is old about exams",
    "exams.tasks.sweep": "Letters about sittings",
    "people.tasks.forget_old_deeds": "Forgetting old deeds",
    "people.tasks.forget_old": "Forgetting what is old about people",
    "people.tasks.sweep": "Invitations not mailed",
    "questions.tasks.sweep": "Uploads left lying",
    "scoring.tasks.renew_statistics": "Item statistics",
    "scoring.tasks.sweep": "The sweep: closing and scoring",
}


@moves_the_whole_page
@login_required
@never_cache
@require_safe
def status(request: PersonRequest) -> HttpResponse:
    """The page, or the part of it that changes; only staff learn that it exists."""
    if not request.user.is_staff:
        raise Http404
    stored, passing = signs.stored(), signs.passing()
    facts = {
        "stored": stored,
        "passing": passing,
        "worries": list(worries(stored, passing)),
        "rounds": _rounds(passing) if passing else [],
    }
    if asks_for_a_part(request):
        return render(request, "config/_status.html", facts)
    return render(request, "config/status.html", {**facts, **_house(stored, passing)})


def _rounds(passing: signs.Passing) -> list[tuple[str, datetime | None]]:
    done = {task: datetime.fromtimestamp(second, UTC) for task, second in passing.rounds.items()}
    return [(NAMES.get(task, task), done.get(task)) for task in sorted(rounds.regular())]


def _house(stored: signs.Stored | None, passing: signs.Passing | None) -> dict[str, object]:
    servers = {"PostgreSQL": stored.version if stored else "away", "Redis": passing.version if passing else "away"}
    return {"versions": versions.running() | servers, "missing": versions.migrations_missing() if stored else []}
