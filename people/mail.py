from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

View = Callable[..., HttpResponse]


def needs_mail(view: View) -> View:
    """Show a view that sends mail; where no mail server is set, say who can help instead of pretending."""

    @wraps(view)
    def mail_or_host(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.EMAIL_HOST:
            return render(request, "people/no_mail.html")
        return view(request, *args, **kwargs)

    return mail_or_host
