"""Demo people, entered by one click where settings.DEMO_ACCOUNTS allows it; their passwords are unusable."""

import ipaddress

from django.conf import settings
from django.contrib.auth.models import Permission
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils import timezone

from people.groups import keeping
from people.models import Membership, User

CANDIDATE = "candidate@demo.invalid"
INSTRUCTOR = "instructor@demo.invalid"
ROLES = {"candidate": CANDIDATE, "instructor": INSTRUCTOR}


def create() -> None:
    """Create the demo people where they are missing; the instructor may look at everything in the admin."""
    if not User.objects.filter(email=CANDIDATE).exists():
        User.objects.create_user(CANDIDATE, display_name="Demo candidate")
    instructor = User.objects.filter(email=INSTRUCTOR).first()
    if instructor is None:
        instructor = User.objects.create_user(INSTRUCTOR, display_name="Demo instructor", is_staff=True)
    instructor.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    _found_group(instructor)


def _found_group(instructor: User) -> None:
    """Put the two into a study group; whatever they have made of it since stays."""
    if instructor.memberships.exists():
        return
    about = "The demo people learn together: a place to try sittings and the leaderboard."
    group = keeping.found(instructor, name="Demo study group", about=about, known_as="Demo instructor")
    Membership.objects.create(
        group=group,
        person=User.objects.get(email=CANDIDATE),
        name="Demo candidate",
        ranked_since=timezone.now(),
    )


def is_open_to(request: HttpRequest) -> bool:
    """Whether the request comes from this machine, by a name that only this machine calls itself."""
    if not settings.DEMO_ACCOUNTS:
        return False
    # The name matters too: a hostile page may point a name of its own at 127.0.0.1.
    try:
        host, _ = split_domain_port(request.get_host())
    except DisallowedHost:
        return False
    return _is_loopback(request.META.get("REMOTE_ADDR", "")) and (host == "localhost" or _is_loopback(host.strip("[]")))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
