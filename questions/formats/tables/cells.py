"""What a cell of a workbook shows to a person."""

import math
import re
from datetime import date, datetime, time, timedelta

from questions.formats.tables.neutral import restored

FIXED = re.compile(r"(#,##)?0(?:\.(0+))?(%)?(?:_[-)])?")
ZEROS = re.compile(r"0+")
MOST_DIGITS = 15


def text_of(value: object, number_format: str | None) -> str:
    """The text of a value: 80 for 80.0, 2.50 under the format 0.00, days and times in the order of ISO 8601."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _number(value, number_format or "")
    if isinstance(value, datetime):
        return _day(value)
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    if isinstance(value, date | timedelta):
        return str(value)
    # Excel writes the carriage returns of older systems so.
    return "" if value is None else restored(str(value).replace("_x000D_", "").replace("\r", "").strip())


def _number(value: float, number_format: str) -> str:
    if not math.isfinite(value):
        return str(value)
    if fixed := FIXED.fullmatch(number_format):
        thousands, decimals, percent = fixed.groups("")
        return f"{value * (100 if percent else 1):{thousands and ','}.{len(decimals)}f}{percent}"
    if ZEROS.fullmatch(number_format) and value == int(value):
        return str(int(value)).zfill(len(number_format))
    return str(int(value)) if value == int(value) and abs(value) < 10**MOST_DIGITS else f"{value:.{MOST_DIGITS}g}"


def _day(moment: datetime) -> str:
    if moment.time() == time.min:
        return moment.date().isoformat()
    return moment.isoformat(" ", "seconds" if moment.second else "minutes")
