"""Lengths of time as people say them."""

from datetime import timedelta

UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def span(length: timedelta) -> str:
    """The two greatest units of a length, rounded down: “2 days 3 hours”; “less than a minute” below one."""
    rest, parts = max(int(length.total_seconds()), 0), list[str]()
    for seconds, unit in UNITS:
        number, rest = divmod(rest, seconds)
        if number:
            parts.append(f"{number} {unit}" if number == 1 else f"{number} {unit}s")
    return " ".join(parts[:2]) or "less than a minute"


def minutes(length: timedelta) -> str:
    """A length in minutes, to the second where it has some: “270”, “112:30”."""
    whole, seconds = divmod(round(length.total_seconds()), 60)
    return f"{whole}:{seconds:02}" if seconds else str(whole)
