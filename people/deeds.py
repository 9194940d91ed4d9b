"""What staff and instructors do, written down beside it: who, when, what, to which thing; never why, and no names."""

from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from people.models import Deed, User

# A trigger of the database lets nothing younger go, and nothing change.
KEPT_FOR = timedelta(days=2 * 366)


def record(by: User | None, what: str, thing: Model, /, **facts: Any) -> None:
    """Write down a deed, in the transaction that does it; a command may do it by nobody."""
    Deed.objects.create(by=by, what=what, thing=f"{thing._meta.verbose_name} {thing.pk}", facts=facts)


def forget_old() -> int:
    """Erase what is older than two years; return how many that were."""
    return Deed.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()[0]
