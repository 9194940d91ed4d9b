"""Aiken: lines of plain text, options “A.” or “A)”, and “ANSWER: X”."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from questions.drafts import Draft, DraftOption, Parsed, Problem
from questions.reading.checks import sound
from questions.reading.format import Format
from questions.reading.plain import escape
from questions.reading.source import Source, Unreadable

OPTION = re.compile(r"\s*([A-Z])[.)]\s*(.*)")
ANSWER = re.compile(r"\s*ANSWER\s*:\s*(.*)", re.IGNORECASE)
BETWEEN_LETTERS = re.compile(r"[\s,;&.)]+(?:and\s+)?", re.IGNORECASE)
TYPICAL = re.compile(r"^[ \t]*[A-Z][.)].*\n[ \t]*ANSWER:[ \t]*[A-Z]\b", re.MULTILINE)
MARKDOWN = re.compile(r"^(?:#+ |<details)", re.MULTILINE)


def recognise(source: Source) -> int:
    if not TYPICAL.search(source.beginning):
        return 0
    return 40 if source.suffix == ".md" or MARKDOWN.search(source.beginning) else 85


def read(source: Source) -> Parsed:
    questions = list(_questions(source.text.content))
    if not any(question.options for question in questions):
        message = "has no lines such as “A. one option” and “ANSWER: A”, of which Aiken consists."
        raise Unreadable(Problem(source.name, message))
    drafts, problems = sound(_draft(question, source.at(f"line {question.line}")) for question in questions)
    return Parsed(drafts, problems=(*source.text.doubts, *problems), encoding=source.text.encoding)


@dataclass
class _Question:
    """One question as its lines come in: the first one's number, its stem, its options by letter, its answer."""

    line: int = 0
    stem: list[str] = field(default_factory=list)
    options: list[tuple[str, list[str]]] = field(default_factory=list)
    answer: str | None = None
    has_gap: bool = False

    def ends_before(self, line: str) -> bool:
        if self.answer is not None or not self.options or not line.strip():
            return self.answer is not None
        if option := OPTION.match(line):
            return option[1] == "A"
        return self.has_gap and not ANSWER.match(line)

    def take(self, number: int, line: str) -> None:
        if not line.strip():
            self.has_gap = True
            self.stem += [""] if not self.options else []
            return
        self.line = self.line or number
        if answer := ANSWER.match(line):
            self.answer = answer[1].strip()
        elif (option := OPTION.match(line)) and (self.options or option[1] == "A"):
            self.options.append((option[1], [option[2]]))
            self.has_gap = False
        else:
            (self.options[-1][1] if self.options else self.stem).append(line)


def _questions(text: str) -> Iterator[_Question]:
    question = _Question()
    for number, line in enumerate(text.split("\n"), 1):
        if question.ends_before(line):
            yield question
            question = _Question()
        question.take(number, line)
    if question.line:
        yield question


def _draft(question: _Question, where: str) -> Draft | Problem:
    letters = [letter for letter, _ in question.options]
    if not letters:
        return Problem(where, "has no options; write each in a line of its own that begins with “A.”, “B.” and so on.")
    if question.answer is None:
        return Problem(where, "has no ANSWER line after its options; add one such as ANSWER: B.")
    [(commonest, times)] = Counter(letters).most_common(1)
    if times > 1:
        return Problem(where, f"has {times} options “{commonest}”; give each its own letter.")
    key = {letter for letter in BETWEEN_LETTERS.split(question.answer.upper()) if letter}
    if not key or not key <= set(letters):
        message = f"its ANSWER “{question.answer}” is no letter of an option; it has {', '.join(letters)}."
        return Problem(where, message)
    options = tuple(DraftOption(escape("\n".join(lines)), letter in key) for letter, lines in question.options)
    return Draft(name="", stem=escape("\n".join(question.stem)), options=options, where=where)


FORMAT = Format("aiken", "Aiken", ".txt", recognise, read)
