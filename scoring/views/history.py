"""All that a candidate has sat."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from people.requests import PersonRequest
from scoring.history import lines, trends


@login_required
@never_cache
@require_GET
def history(request: PersonRequest) -> HttpResponse:
    """The attempts, the last one first, and the trend of the estimate."""
    sat = lines(request.user)
    return render(request, "scoring/history.html", {"lines": sat, "trends": trends(sat)})
