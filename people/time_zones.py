"""The time zones of the world."""

import zoneinfo
from collections import defaultdict
from functools import cache

# Zones named after a place; the database's other names are old spellings of these.
REGIONS = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}

Choices = list[tuple[str, list[tuple[str, str]]]]


@cache
def names() -> frozenset[str]:
    """Every name that means the same zone here as elsewhere."""
    return frozenset(zoneinfo.available_timezones() - {"Factory", "localtime"})


def by_region(*others: str) -> Choices:
    """Return the places by region, as a select offers them; UTC comes first, and with it any others named."""
    places = defaultdict(list)
    for name in sorted(names()):
        region, _, place = name.partition("/")
        if region in REGIONS and place:
            places[region].append((name, place.replace("_", " ")))
    offered = {name for zones in places.values() for name, _ in zones}
    elsewhere = sorted({"UTC", *others} - offered)
    return [("Other", [(name, name) for name in elsewhere]), *places.items()]
