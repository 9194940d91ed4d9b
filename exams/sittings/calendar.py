"""A sitting as an entry of a calendar (RFC 5545): the same identity for ever, a higher sequence with each change."""

from datetime import UTC
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Alarm, Calendar, Event

from exams.models import Sitting
from exams.window import WAITING

# No person stands in it, and no time but the exam's own: calendars are shared.
ABOUT = "{exam}, {minutes} minutes. Start it between {opens} and {last} (UTC), here: {address}"


def as_calendar(sitting: Sitting, *, is_off: bool = False) -> bytes:
    """The window and the exam's time as a file; `is_off` takes it out of a calendar, as a call-off does."""
    opens, last = sitting.opens_at.astimezone(UTC), sitting.last_start_at.astimezone(UTC)
    address = page(sitting)
    event = Event()
    event.add("uid", f"sitting-{sitting.pk}@{urlsplit(settings.BASE_URL).hostname or 'rehearsal'}")
    event.add("sequence", sitting.changes)
    event.add("dtstamp", (sitting.changed_at or sitting.made_at).astimezone(UTC))
    event.add("dtstart", opens)
    event.add("dtend", last + sitting.blueprint.allowed)
    event.add("summary", f"{sitting.title} ({sitting.group})")
    event.add("status", "CANCELLED" if is_off or sitting.cancelled_at else "CONFIRMED")
    event.add("url", address)
    facts = {"exam": sitting.blueprint.title, "minutes": sitting.blueprint.minutes, "address": address}
    event.add("description", ABOUT.format(opens=f"{opens:%d %b %Y, %H:%M}", last=f"{last:%d %b %Y, %H:%M}", **facts))
    event.add_component(_alarm())
    calendar = Calendar()
    calendar.add("prodid", "-//Rehearsal//sittings//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    return calendar.to_ical()


def _alarm() -> Alarm:
    """A word half an hour before the opening, when one logs in and waits."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", "Log in now; the page of the sitting waits with you.")
    alarm.add("trigger", -WAITING)
    return alarm


def page(sitting: Sitting) -> str:
    return settings.BASE_URL.rstrip("/") + reverse("exams:sitting", args=[sitting.pk])
