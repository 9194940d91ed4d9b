"""The block of facts below a question, in JSON: all of a draft that plain Markdown has no place for."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from questions.drafts import Draft, DraftOption, Reference, Waiver


def with_facts(draft: Draft, facts: dict[str, Any]) -> tuple[Draft, list[str]]:
    """The draft with what the facts say, and what is wrong with them."""
    changes, wrong = {}, []
    for field, value in facts.items():
        if field not in FIELDS:
            wrong.append(f"its facts have a field “{field}” that the format does not know.")
            continue
        attribute, read, rule = FIELDS[field]
        try:
            changes[attribute] = read(value)
        except (TypeError, ValueError, KeyError, AttributeError):
            wrong.append(f"“{field}” in its facts must be {rule}.")
    return replace(draft, **changes) if changes else draft, wrong


def facts_of(draft: Draft) -> dict[str, Any]:
    """What of a draft stands in its facts whenever it has it."""
    said = {
        "category": draft.category,
        "objective": draft.objective,
        "difficulty": draft.difficulty if draft.difficulty != 2 else None,
        "tags": list(draft.tags),
        "references": [{"title": reference.title, "url": reference.url} for reference in draft.references],
        "takeaway": draft.takeaway,
        "checked": draft.checked_on.isoformat() if draft.checked_on else None,
        "verified": draft.verified,
        "review": draft.review_by.isoformat() if draft.review_by else None,
        "order": "locked" if draft.order_locked else None,
        "waivers": [{"rule": waiver.rule, "reason": waiver.reason} for waiver in draft.waivers],
    }
    return {field: value for field, value in said.items() if value}


def options_of(draft: Draft) -> list[dict[str, Any]]:
    """The options as facts, for what no list can hold."""
    return [{"text": option.text, "right": option.is_key, "rationale": option.rationale} for option in draft.options]


def text(value: object) -> str:
    """A text as it is; raises TypeError."""
    if not isinstance(value, str):
        raise TypeError
    return value


def reference(title: str, url: str) -> Reference:
    """A reference to a page; raises ValueError where its address is none of the web."""
    if urlsplit(text(url)).scheme not in {"http", "https"}:
        raise ValueError
    return Reference(text(title), url)


def texts(value: object) -> tuple[str, ...]:
    """A list of texts; raises TypeError."""
    if not isinstance(value, list):
        raise TypeError
    return tuple(map(text, value))


def difficulty(value: object) -> int:
    """1, 2 or 3; raises ValueError."""
    if type(value) is not int or not 1 <= value <= 3:
        raise ValueError
    return value


def _is(kind: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError
        return value

    return read


def _is_locked(value: object) -> bool:
    if value not in {"locked", "free"}:
        raise ValueError
    return value == "locked"


def _option(value: Any) -> DraftOption:
    return DraftOption(text(value["text"]), _is(bool)(value["right"]), text(value.get("rationale", "")))


FIELDS: dict[str, tuple[str, Callable[[Any], Any], str]] = {
    "title": ("title", text, "text"),
    "category": ("category", text, "text"),
    "stem": ("stem", text, "text"),
    "explanation": ("explanation", text, "text"),
    "objective": ("objective", text, "text"),
    "takeaway": ("takeaway", text, "text"),
    "difficulty": ("difficulty", difficulty, "1, 2 or 3"),
    "tags": ("tags", texts, "a list of words"),
    "references": (
        "references",
        lambda value: tuple(reference(page["title"], page["url"]) for page in value),
        "a list of “title” and “url”, the url beginning with https://",
    ),
    "checked": ("checked_on", date.fromisoformat, "a day such as 2026-01-31"),
    "verified": ("verified", text, "text"),
    "review": ("review_by", date.fromisoformat, "a day such as 2026-01-31"),
    "order": ("order_locked", _is_locked, "“locked” or “free”"),
    "multiple": ("declared_multiple", _is(bool), "true or false"),
    "waivers": (
        "waivers",
        lambda value: tuple(Waiver(text(waiver["rule"]), text(waiver["reason"])) for waiver in value),
        "a list of “rule” and “reason”",
    ),
    "options": ("options", lambda value: tuple(map(_option, value)), "a list of “text”, “right” and “rationale”"),
}
