"""All that a candidate has sat."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from people.requests import PersonRequest
from scoring.history import lines, next_mock, trends


@login_required
@never_cache
@require_GET
def history(request: PersonRequest) -> HttpResponse:
    """The attempts, the last one first, and the trend of the estimate."""
    sat = lines(request.user)
    facts = {"lines": sat, "trends": trends(sat), "another": next_mock(request.user, sat)}
    return render(request, "scoring/history.html", facts)
