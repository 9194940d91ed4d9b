from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from people import time_zones
from people.models import User


class ViewersTimeZone:
    """Times are read and shown in the viewer's zone, from the moment that a view asks who the viewer is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        viewer = request.user

        def in_their_time_zone() -> object:
            if isinstance(viewer, User):
                # A zone that was known once may be gone from this machine's database.
                timezone.activate(viewer.time_zone if viewer.time_zone in time_zones.names() else "UTC")
            return viewer

        # A save never loads its viewer, and is not made to by this.
        request.user = SimpleLazyObject(in_their_time_zone)  # type: ignore[assignment]
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()
