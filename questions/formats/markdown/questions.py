"""A piece of a Markdown file as a draft, with what is wrong with it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from questions.drafts import Draft, DraftOption, Level, Problem
from questions.formats.markdown.after import After, after
from questions.formats.markdown.lines import Kind, Line, scan
from questions.formats.markdown.pieces import Piece
from questions.reading.checks import MOST_OPTIONS
from questions.reading.letters import names_an_option

SEVERAL = re.compile(
    r"\b(?:choose|select|pick|check|mark)\s(?:the\s)?(?:\w+\s)?(?:two|three|four|five|six|[2-9]|all\s(?:that|which|of))\b",
    re.IGNORECASE,
)
ASKS = ("?", "？", "؟", "՞", "፧")
BULLETS = {"-", "*", "+"}
ENDS = ("?", "？", "؟", ":", "：", "…", "...", "。", ".", "!")
PICTURE = re.compile(r"!\[[^\]\n]{0,1000}\]\([ \t]*([^)\s]{1,2000})")
PICTURE_TAG = re.compile(r"[ \t]{0,9}<img\b[^<>]{0,2000}>(?:[ \t]*<br ?/?>)?[ \t]*", re.IGNORECASE)


@dataclass
class Asked:
    """A question as it was read, and its problems."""

    draft: Draft
    problems: list[Problem] = field(default_factory=list)

    def warn(self, message: str) -> None:
        self.problems.append(Problem(self.draft.where, message, Level.WARNING))

    def fail(self, message: str) -> None:
        self.problems.append(Problem(self.draft.where, message))


def asked(piece: Piece, where: str) -> tuple[Asked, After]:
    """The question of a piece; raises BadFacts."""
    heads = [lines[0] for lines in piece.options]
    options = [_option(lines) for lines in piece.options]
    is_answer_wanted = not any(head.kind is Kind.TASK and head.mark != " " for head in heads)
    following = after(piece.after, [text for text, _ in options[:MOST_OPTIONS]], is_answer_wanted)
    letters = following.answer.letters if following.answer else ""
    keys = {ord(letter) - 65 for letter in letters}
    title, stem = _stem(piece, "title" in following.facts)
    draft = Draft(
        name="",
        stem=stem,
        options=tuple(
            DraftOption(text, n in keys or heads[n].mark in "xX✓✔", rationale)
            for n, (text, rationale) in enumerate(options)
        ),
        where=where,
        title=title,
        category=piece.category,
        explanation=following.explanation,
        declared_multiple=SEVERAL.search(stem) is not None,
    )
    found = Asked(draft)
    _judge_key(found, heads, following)
    _judge_letters(found, piece)
    found.draft = _without_picture_tags(found, [*piece.stem, *chain(*piece.options), *piece.after])
    return found, following


def _judge_key(found: Asked, heads: list[Line], following: After) -> None:
    letters = following.answer.letters if following.answer else ""
    beyond = [letter for letter in letters if ord(letter) - 65 >= len(heads)]
    if len(heads) > MOST_OPTIONS:
        found.fail(f"has {len(heads)} options; a question has at most {MOST_OPTIONS}.")
    elif beyond:
        last = chr(64 + len(heads))
        found.fail(
            f"its answer names {', '.join(beyond)}, but its options end with {last}; mend the answer or the options."
        )
    elif not found.draft.key and heads[0].kind is Kind.LETTER:
        found.fail("has no answer after its options; add a line such as “Answer: B”.")
    elif not found.draft.key:
        found.fail("has no right option; mark it with “- [x]”.")


def _judge_letters(found: Asked, piece: Piece) -> None:
    style = piece.options[0][0].style
    for line in (line for lines in piece.options for line in lines[1:]):
        if line.kind is Kind.LETTER and style and line.indent == piece.options[0][0].indent:
            message = f"line {line.number} looks like an option “{line.mark}” out of its order; it was read as text."
            found.warn(message)
            return


def settled(found: Asked, order: str = "") -> Asked:
    """The question looked at for pictures and for its order, once all that is known of it has been added."""
    draft = found.draft
    texts = [draft.explanation, *(text for option in draft.options for text in (option.text, option.rationale))]
    for address in sorted({address for text in [draft.stem, *texts] for address in PICTURE.findall(text)}):
        found.warn(f"shows a picture “{address[:80]}”, which a Markdown file does not bring; nobody will see it.")
    if not draft.order_locked and order != "free" and any(map(names_an_option, texts)):
        found.warn("names an option by its letter or place, so its options keep their written order.")
        draft = replace(draft, order_locked=True)
    found.draft = draft
    return found


def _without_picture_tags(found: Asked, lines: Sequence[Line]) -> Draft:
    """The draft without HTML's pictures that have a line of their own, for HTML is shown as text."""

    def without(text: str) -> str:
        if not PICTURE_TAG.search(text):
            return text
        kept = [line.text for line in scan(text)[0] if line.kind is Kind.CODE or not PICTURE_TAG.fullmatch(line.text)]
        bare = "\n".join(kept).strip()
        if not bare or len(kept) == text.count("\n") + 1:
            return text
        found.warn("has a picture of another site in HTML; it was removed.")
        return bare

    draft = found.draft
    if not any("<img" in line.text.lower() for line in lines):
        return draft
    return replace(
        draft,
        stem=without(draft.stem),
        explanation=without(draft.explanation),
        options=tuple(
            replace(option, text=without(option.text), rationale=without(option.rationale)) for option in draft.options
        ),
    )


def _option(lines: Sequence[Line]) -> tuple[str, str]:
    """Text and rationale of an option; its rationale stands in quotes below."""
    head = lines[0]
    width = head.indent + 2
    text, rationale = [head.rest], []
    for line in lines[1:]:
        if line.kind is Kind.QUOTE:
            rationale.append(line.text.strip().removeprefix(">").removeprefix(" "))
        elif line.indent > head.indent or line.text.strip() not in BULLETS:
            text.append(_dedented(line.text, width))
    return "\n".join(text).strip(), "\n".join(rationale).strip()


def _dedented(text: str, width: int) -> str:
    text = text.expandtabs(4) if text.startswith("\t") else text
    return text[min(width, len(text) - len(text.lstrip(" "))) :]


def _stem(piece: Piece, is_titled: bool) -> tuple[str, str]:
    """The title, and the stem with its heading unless the heading is the title."""
    lines = [line.text for line in piece.stem]
    first = next((n for n, line in enumerate(piece.stem) if line.kind is not Kind.BLANK), 0)
    if piece.is_numbered and lines:
        lines[first] = piece.stem[first].rest
        indent = min((line.indent for line in piece.stem[first + 1 :] if line.kind is not Kind.BLANK), default=0)
        lines[first + 1 :] = [_dedented(line, indent) for line in lines[first + 1 :]]
    body = "\n".join(lines).strip()
    prose = [line.text for line in piece.stem if line.kind not in {Kind.CODE, Kind.BLANK}]
    if not piece.head or is_titled:
        return piece.head, body
    if not body:
        return "", piece.head
    if not piece.head.endswith(ENDS) and any(mark in line for line in prose for mark in ASKS):
        return piece.head, body
    return "", f"{piece.head}\n\n{body}"
