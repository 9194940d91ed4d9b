"""OpenTrivia text: “#Q”, the question; “^”, the right option's text; then lines “A ...”, “B ...”."""

import re
from collections.abc import Iterator

from questions.drafts import Draft, DraftOption, Level, Parsed, Problem
from questions.reading.checks import sound
from questions.reading.format import Format
from questions.reading.plain import escape
from questions.reading.source import Source, Unreadable

QUESTION = re.compile(r"^#Q(?:[ \t]+|$)", re.MULTILINE)
OPTION = re.compile(r"[A-Z](?:[ \t]+(.*)|$)")


def recognise(source: Source) -> int:
    return 95 if re.search(r"^#Q .*\n(?:[^#\n].*\n)*?\^ ", source.beginning, re.MULTILINE) else 0


def read(source: Source) -> Parsed:
    text = source.text.content
    starts = [question.start() for question in QUESTION.finditer(text)]
    if not starts:
        raise Unreadable(Problem(source.name, "has no line that begins with “#Q”, where a question would start."))
    problems = list(source.text.doubts)
    if text[: starts[0]].strip():
        message = "stands before the first “#Q” and belongs to no question; it is left out."
        problems.append(Problem(source.at("line 1"), message, Level.WARNING))
    ends = [*starts[1:], len(text)]
    drafts, found = sound(
        _question(text[start:end], source.line(start)) for start, end in zip(starts, ends, strict=True)
    )
    return Parsed(drafts, problems=(*problems, *found), encoding=source.text.encoding)


def _question(block: str, where: str) -> Draft | Problem:
    lines = block[len("#Q") :].strip().split("\n")
    places = [number for number, line in enumerate(lines) if line.startswith("^")]
    if not places:
        return Problem(where, "has no line “^” with the right option's text; add one below the question.")
    at = places[0]
    said, texts = lines[at][1:].strip(), list(_options(lines[at + 1 :]))
    right = [text for text in texts if text == said] or [text for text in texts if _plain(text) == _plain(said)]
    if len(right) != 1:
        several = "is the text of several options" if right else "is the text of no option"
        return Problem(where, f"“{said}” in its line “^” {several}; make it the text of one.")
    options = tuple(DraftOption(escape(text), text == right[0]) for text in texts)
    return Draft(name="", stem=escape("\n".join(lines[:at])), options=options, where=where)


def _options(lines: list[str]) -> Iterator[str]:
    """The options' texts; a line without a letter goes on with the option above."""
    text: list[str] = []
    for line in lines:
        option = OPTION.match(line)
        if option and text:
            yield "\n".join(text).strip()
            text = []
        text.append(option[1] or "" if option else line)
    if any(line.strip() for line in text):
        yield "\n".join(text).strip()


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


FORMAT = Format("trivia", "OpenTrivia text", ".txt", recognise, read)
