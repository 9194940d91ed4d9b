"""Who may bring questions and exams: everyone with an account, or those whom staff approved."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from people.models import User
from people.requests import PersonRequest

P = ParamSpec("P")
View = Callable[Concatenate[PersonRequest, P], HttpResponse]


def may_author(person: User) -> bool:
    return person.is_staff or person.is_instructor or not settings.APPROVED_AUTHORS_ONLY


def author_required(view: View[P]) -> View[P]:
    """A view for somebody who may own question sets and blueprints."""

    @wraps(view)
    def guarded(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not may_author(request.user):
            raise PermissionDenied("On this installation, staff approve who may bring questions. Ask whoever hosts it.")
        return view(request, *args, **kwargs)

    return login_required(guarded)
