"""Names of services: those that are known, those that were renamed or retired (services.yaml)."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from questions.lint.words import plain

FORMERLY = re.compile(
    r"\b(?:formerly|previously|once|earlier|before|was called|known as)\s+(?:as\s+)?(?:Amazon |AWS )?$"
)


def named(text: str) -> set[str]:
    """The known services that a text names, each by its short name."""
    return {found.lower() for found in _known().findall(plain(text))}


def outdated(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Old names in the texts of a question, each with what to write; “formerly …” is history, and fine."""
    said = "\n".join(plain(text) for text in texts)
    if not _outdated().search(said):
        return
    for entry in _data()["outdated"]:
        name, following = re.escape(entry["name"]), entry.get("unless_followed_by", "(?!)")
        if any(
            not FORMERLY.search(said[: found.start()]) for found in re.finditer(rf"\b{name}\b(?!{following})", said)
        ):
            yield entry["name"], entry["message"]


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(files(__package__).joinpath("services.yaml").read_text(encoding="utf-8"))
    return found


@cache
def _outdated() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(entry["name"]) for entry in _data()["outdated"]))


@cache
def _known() -> re.Pattern[str]:
    names = sorted(_data()["known"], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")
