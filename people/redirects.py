from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseRedirectBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from people.requests import PersonRequest

P = ParamSpec("P")
View = Callable[Concatenate[PersonRequest, P], HttpResponse]


def back(request: HttpRequest, otherwise: str) -> HttpResponseRedirect:
    """Go on where the form's `next` says, when that is a page of ours; else to the view named otherwise."""
    url = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return HttpResponseRedirect(url if ours else reverse(otherwise))


def moves_the_whole_page(view: View[P]) -> View[P]:
    """A redirect of this view, or of the log-in before it, is never followed into a fragment."""

    @wraps(view)
    def moving(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        reply = view(request, *args, **kwargs)
        if asks_for_a_part(request) and isinstance(reply, HttpResponseRedirectBase):
            return HttpResponseClientRedirect(reply.url)
        return reply

    return moving


def asks_for_a_part(request: PersonRequest) -> bool:
    """Whether htmx asks for a fragment; going back in the history, it asks for the whole page."""
    return bool(request.htmx) and not request.htmx.history_restore_request
