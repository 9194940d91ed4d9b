"""The order of an outline's codes: as people count, 3.10 after 3.2."""

import re


def natural(code: str) -> list[tuple[int, str]]:
    """A key to sort codes by, in which runs of digits count as numbers."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.findall(r"\d+|\D+", code)]
