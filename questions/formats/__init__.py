"""The upload formats: each module here with a FORMAT is one, so adding a format is adding a file."""

import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any

from questions.drafts import Parsed, Problem
from questions.reading import archives, strangers
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
    sureness = {format.name: format.recognise(source) for format in formats().values()}
    surest = max(sureness, key=lambda name: sureness[name])
    return formats()[surest] if sureness[surest] else None


@dataclass(frozen=True)
class Reading:
    """One source, the format that it was read as, if any, and what it holds."""

    source: Source
    format: Format | None
    parsed: Parsed


def read_all(source: Source, format_name: str = "", mapping: Mapping[str, Any] | None = None) -> list[Reading]:
    """Read a source, or each file of an archive that is no package of questions itself."""
    format = formats().get(format_name) or recognise(source)
    if format or strangers.what_to_do(source) or not archives.is_archive(source.content):
        return [Reading(source, *read(source, format.name if format else "", mapping))]
    try:
        files = archives.members(source)
    except Unreadable as unreadable:
        return [Reading(source, None, Parsed(problems=(unreadable.problem,)))]
    if not files:
        nothing = Problem(source.name, "has no files in it. Pack the files with the questions, and upload that.")
        return [Reading(source, None, Parsed(problems=(nothing,)))]
    inside = [Source(f"{source.name}/{name}", content) for name, content in files.items()]
    return [Reading(each, *read(each)) for each in inside]


def read(
    source: Source, format_name: str = "", mapping: Mapping[str, Any] | None = None
) -> tuple[Format | None, Parsed]:
    """Read a source as the named format, else as the one it is recognised as; what is wrong stands in the problems."""
    format = formats().get(format_name) or recognise(source)
    if format is None or not source.content.strip():
        known = ", ".join(known.title for known in formats().values())
        message = f"is in no format that is known here. Known are {known}. If it is in one of them, choose it."
        return None, Parsed(problems=(Problem(source.name, strangers.what_to_do(source) or message),))
    try:
        return format, format.read_mapped(source, mapping) if mapping and format.read_mapped else format.read(source)
    except Unreadable as unreadable:
        return format, Parsed(problems=(unreadable.problem,))
