from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from people.models import User


class PersonRequest(HttpRequest):
    """A request behind login_required, as the type checker should see it."""

    user: User
    htmx: HtmxDetails
