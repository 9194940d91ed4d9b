"""The standing accommodation of non-native English speakers: it counts for every exam that starts while it stands."""

from django.utils import timezone

from people.models import User


def grant(person: User) -> None:
    """Let every exam that the person starts from now on include its extra time; granted once, it keeps its date."""
    User.objects.filter(pk=person.pk, extra_time_since=None).update(extra_time_since=timezone.now())


def withdraw(person: User) -> None:
    """Let the person's next exam take its ordinary time."""
    User.objects.filter(pk=person.pk).update(extra_time_since=None)
