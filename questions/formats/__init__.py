"""The upload formats: each module here with a FORMAT is one, so adding a format is adding a file."""

import pkgutil
from functools import cache
from importlib import import_module

from questions.drafts import Parsed, Problem
from questions.reading.format import Format
from questions.reading.source import Source, Unreadable


@cache
def formats() -> dict[str, Format]:
    """Every format by its name, in the order of titles."""
    modules = [import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)]
    found = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    return {format.name: format for format in sorted(found, key=lambda format: format.title)}


def recognise(source: Source) -> Format | None:
    """The format that a source is of by its content; None where no format knows it."""
    surest = max(formats().values(), key=lambda format: format.recognise(source))
    return surest if surest.recognise(source) else None


def read(source: Source, format_name: str | None = None) -> tuple[Format | None, Parsed]:
    """Read a source as the named format, or as the one it is recognised as; what is wrong stands in the problems."""
    format = formats()[format_name] if format_name else recognise(source)
    if format is None:
        known = ", ".join(known.title for known in formats().values())
        message = f"is in no format that is known here. Known are {known}."
        return None, Parsed(problems=(Problem(source.name, message),))
    try:
        return format, format.read(source)
    except Unreadable as unreadable:
        return format, Parsed(problems=(unreadable.problem,))
