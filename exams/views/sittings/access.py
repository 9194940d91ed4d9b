"""Which sittings a viewer may know of, and which they run; asked anew by every request."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from exams.models import Sitting
from people.requests import PersonRequest


def known(request: PersonRequest, sitting_id: int) -> Sitting:
    """A sitting that the viewer may know of."""
    seen = Sitting.objects.seen_by(request.user).select_related("group", "blueprint", "made_by")
    return get_object_or_404(seen, pk=sitting_id)


def taught(request: PersonRequest, sitting_id: int) -> Sitting:
    """A sitting that the viewer runs; refused in words to who sits it."""
    sitting = known(request, sitting_id)
    if not Sitting.objects.taught_by(request.user).filter(pk=sitting_id).exists():
        raise PermissionDenied("Only the owner and the instructors of the group may do this.")
    return sitting
