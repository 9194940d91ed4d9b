"""What follows the options of a question: the answer, the explanation, a block of facts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from questions.formats.markdown.answers import Answer, answer_of, bare_answer, introduces, is_answer
from questions.formats.markdown.lines import Kind, Line, scan
from questions.reading import facts

FACTS = "<details><summary>Facts</summary>"
TAG = re.compile(r"</?(?:details|summary)\b[^<>]{0,200}>", re.IGNORECASE)
SUMMARY = re.compile(r"<summary\b[^<>]{0,200}>([^<]{0,200}(?:<[^<]{0,200}){0,8}?)</summary>", re.IGNORECASE)
ANY_TAG = re.compile(r"<[^<>]{0,200}>")
RULE = re.compile(r"-{3,}|\*{3,}|_{3,}")
PARAGRAPH = re.compile(r"\A\s*</?p\b[^<>]{0,200}>|</p>\s*\Z", re.IGNORECASE)


@dataclass
class After:
    """The answer that a line gives, the explanation as Markdown, and the facts of a block such as `writing` makes."""

    answer: Answer | None = None
    explanation: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


def after(lines: Sequence[Line], options: Sequence[str], is_answer_wanted: bool) -> After:
    """Read what follows options with these texts; raises BadFacts."""
    found = After()
    rest: list[str] = []
    has_said = False
    for line, is_hidden in _opened(lines, found):
        answer = None
        if is_answer_wanted and not found.answer and line.kind not in {Kind.CODE, Kind.BLANK}:
            answer = answer_of(line.text, options) or (bare_answer(line.text) if is_hidden or not has_said else None)
        if answer:
            found.answer = answer
            rest.append(answer.rest)
        elif line.kind is not Kind.BLANK or not is_hidden or any(rest[-1:]):
            rest.append(line.text)
            has_said = has_said or line.kind is not Kind.BLANK
    found.explanation = _explanation(rest)
    return found


def _explanation(lines: list[str]) -> str:
    lines = "\n".join(lines).strip().split("\n")
    if lines and (length := introduces(lines[0])):
        lines[0] = lines[0][length:]
    while lines and (not lines[-1].strip() or RULE.fullmatch(lines[-1].strip())):
        lines.pop()
    return "\n".join(lines).strip()


def _opened(lines: Sequence[Line], found: After) -> Iterator[tuple[Line, bool]]:
    for is_hidden, block in groupby(lines, key=lambda line: line.kind is Kind.DETAILS):
        hidden = list(block)
        if not is_hidden:
            yield from ((line, False) for line in hidden)
        elif hidden[0].text.strip().startswith(FACTS):
            text = "\n".join(line.text for line in hidden)
            found.facts = facts.from_json(text.partition("```json\n")[2].partition("\n```")[0])
        else:
            yield from ((line, True) for line in _without_tags(hidden))


def _without_tags(hidden: list[Line]) -> Iterator[Line]:
    inside, fence = [""], ""
    for line in hidden:
        bare = line.text.strip()
        if bare.startswith(("```", "~~~")):
            fence = "" if fence and bare.startswith(fence) else fence or bare[:3]
        text = line.text if fence else PARAGRAPH.sub("", TAG.sub("", SUMMARY.sub(_summary, line.text)))
        if text.strip() or fence or inside[-1].strip():
            inside.append(text)
    return iter(scan("\n".join(inside), hidden[0].number)[0])


def _summary(found: re.Match[str]) -> str:
    said = ANY_TAG.sub("", found[1]).strip()
    return f"{said}\n" if is_answer(said) and answer_of(said, ()) else ""
