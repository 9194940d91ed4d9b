"""Wall-clock times in a time zone, where a change of the clocks leaves some out and brings others twice."""

from datetime import UTC, datetime, tzinfo


class Unclear(ValueError):
    """A time that its zone does not have, or has twice; in words for who typed it."""


def read(wall: datetime, zone: tzinfo) -> datetime:
    """The moment, in UTC, at which a zone's clocks show `wall`. Raises Unclear."""
    first, second = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    if second < first:
        shown = first.astimezone(zone)
        raise Unclear(f"{_said(wall)} does not exist in {zone}: the clocks go forward over it. Is it {shown:%H:%M}?")
    raise Unclear(f"{_said(wall)} comes twice in {zone}, as the clocks go back then. Choose a time that comes once.")


def _said(wall: datetime) -> str:
    return f"{wall:%H:%M} on {wall.day} {wall:%B %Y}"
