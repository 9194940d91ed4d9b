"""Drafts as GIFT: texts in Markdown, tags in comments as Moodle writes them."""

import re
from collections.abc import Callable, Mapping, Sequence

from questions.drafts import Draft, DraftOption, Written
from questions.formats.gift.blocks import CATEGORY
from questions.formats.gift.escapes import escape
from questions.reading.checks import texts_naming_options

NOT_IN_TAG = re.compile(r"[\[\]<>`\\\x00-\x1f\x7f]")
# What these begin would be read as a format or a weight.
NEEDS_FORMAT = ("[", "%")
LOST: dict[str, Callable[[Draft], bool]] = {
    "the task statement": lambda draft: bool(draft.objective),
    "the difficulty": lambda draft: draft.difficulty != 2,
    "references": lambda draft: bool(draft.references),
    "the takeaway": lambda draft: bool(draft.takeaway),
    "the day of the last check": lambda draft: draft.checked_on is not None,
    "what was checked": lambda draft: bool(draft.verified),
    "the day of the next review": lambda draft: draft.review_by is not None,
    "enemies": lambda draft: bool(draft.enemies),
    "waivers": lambda draft: bool(draft.waivers),
    "the fixed order of the options": lambda draft: draft.order_locked and not texts_naming_options(draft),
    "pictures": lambda draft: any("](picture:" in text for text in _texts(draft)),
    "some tags": lambda draft: any(NOT_IN_TAG.search(tag) for tag in draft.tags),
}


def write(drafts: Sequence[Draft], _pictures: Mapping[str, bytes]) -> Written:
    """A file of the drafts; it reads as the same questions but for what is lost."""
    parts, category = [], ""
    for draft in drafts:
        if _one_line(draft.category) != category:
            category = _one_line(draft.category)
            parts.append(f"{CATEGORY} $course$/top{category and '/'}{category}\n")
        parts.append(_question(draft))
    counts = {what: sum(map(has, drafts)) for what, has in LOST.items()}
    lost = [f"GIFT cannot hold {what} of {_questions(count)}." for what, count in counts.items() if count]
    return Written("\n".join(parts).encode(), tuple(lost))


def _question(draft: Draft) -> str:
    tags = " ".join(f"[tag:{tag}]" for tag in draft.tags if not NOT_IN_TAG.search(tag))
    title = f"::{escape(_one_line(draft.title))}::" if draft.title.strip() else ""
    lines = [f"// {tags}"] if tags else []
    lines.append(f"{title}[markdown]{escape(draft.stem)}{{")
    lines += [f"\t{_mark(draft, option)}{_text(option.text)}{_feedback(option)}" for option in draft.options]
    lines += [f"\t####{_text(draft.explanation)}"] if draft.explanation else []
    return "\n".join([*lines, "}\n"])


def _mark(draft: Draft, option: DraftOption) -> str:
    if not draft.is_multiple:
        return "=" if option.is_key else "~"
    share = f"{100 / len(draft.key):.5f}".rstrip("0").rstrip(".") if option.is_key else "-100"
    return f"~%{share}%"


def _feedback(option: DraftOption) -> str:
    return f"#{_text(option.rationale)}" if option.rationale else ""


def _text(text: str) -> str:
    return f"[markdown]{escape(text)}" if text.startswith(NEEDS_FORMAT) else escape(text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _texts(draft: Draft) -> list[str]:
    return [
        draft.stem,
        draft.explanation,
        *(text for option in draft.options for text in (option.text, option.rationale)),
    ]


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"
