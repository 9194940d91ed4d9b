"""A set as one Markdown file: a heading and a task list a question, and its facts in a folded block."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from questions.drafts import Draft, DraftOption, Written
from questions.formats.markdown.after import FACTS
from questions.formats.markdown.facts import facts_of, options_of
from questions.formats.markdown.reading import read
from questions.reading.source import Source, Unreadable

NEXT = Draft("", "Next?", (DraftOption("Yes", True), DraftOption("No", False)))


def write(drafts: Sequence[Draft], pictures: Mapping[str, bytes]) -> Written:
    """All drafts in one file; reading it gives them again, but for what the sentences name as lost."""
    blocks = [_block(number, draft) for number, draft in enumerate(drafts, 1)]
    return Written("\n".join(blocks).encode(), tuple(_lost(drafts, pictures)))


def _lost(drafts: Sequence[Draft], pictures: Mapping[str, bytes]) -> Iterator[str]:
    if pictures:
        yield f"A Markdown file holds no pictures: {', '.join(sorted(pictures))} stay behind."
    if any(draft.name for draft in drafts):
        yield "The names of questions are left out; a set that reads the file gives new ones."
    if any(draft.enemies for draft in drafts):
        yield "Which questions must not stand on the same paper is left out, for that needs their names."


def _block(number: int, draft: Draft) -> str:
    """The plainest layout that reads back as the same draft, also before another question."""
    draft = replace(draft, name="", enemies=())
    following = _listed(number + 1, NEXT, {})
    for block in _layouts(number, draft):
        if _read_back(f"{block}\n{following}") == (draft, NEXT):
            return block
    return block


def _layouts(number: int, draft: Draft) -> Iterator[str]:
    facts = facts_of(draft)
    yield _listed(number, draft, facts)
    facts["title"] = draft.title
    facts["multiple"] = draft.declared_multiple
    facts["order"] = "locked" if draft.order_locked else "free"
    yield _listed(number, draft, facts)
    facts |= {"stem": draft.stem, "options": options_of(draft), "explanation": draft.explanation}
    yield f"{_heading(number, '')}\n{_facts(facts)}"


def _read_back(text: str) -> tuple[Draft, ...]:
    try:
        return read(Source("", text.encode())).drafts
    except Unreadable:
        return ()


def _listed(number: int, draft: Draft, facts: dict[str, Any]) -> str:
    parts = [_heading(number, "" if "title" in facts else draft.title), f"{draft.stem}\n", *map(_option, draft.options)]
    if draft.explanation:
        parts.append(f"\n**Explanation:**\n\n{draft.explanation}\n")
    if facts:
        parts.append(f"\n{_facts(facts)}")
    return "\n".join(parts[:3]) + "".join(parts[3:])


def _heading(number: int, title: str) -> str:
    return f"## Question {number}: {title}\n" if title else f"## Question {number}\n"


def _option(option: DraftOption) -> str:
    text = option.text.replace("\n", "\n  ")
    rationale = "".join(f"  > {line}".rstrip() + "\n" for line in option.rationale.split("\n") if option.rationale)
    return f"- [{'x' if option.is_key else ' '}] {text}\n{rationale}"


def _facts(facts: dict[str, Any]) -> str:
    return f"{FACTS}\n\n```json\n{json.dumps(facts, ensure_ascii=False, indent=1)}\n```\n\n</details>\n"
