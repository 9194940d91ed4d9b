"""A Moodle file as drafts."""

import re
from collections import Counter

from lxml import etree

from questions.drafts import Draft, Level, NotImported, Parsed, Problem
from questions.formats.moodle_xml.choices import filled
from questions.formats.moodle_xml.pictures import Pictures
from questions.formats.moodle_xml.texts import Texts, written
from questions.reading import xml
from questions.reading.checks import sound
from questions.reading.source import Source, Unreadable

CHOICE = {"multichoice", "multichoiceset", "truefalse"}
CONTEXT = re.compile(r"\$\w+\$/?(?:top(?:/|\Z))?")
REASONS = {
    "description": "it is text without answers.",
    "essay": "it asks for a text, which no key can mark.",
    "shortanswer": "it asks for a word to be typed.",
    "numerical": "it asks for a number to be typed.",
    "calculated": "it asks for a number to be typed.",
    "calculatedmulti": "its numbers are drawn anew for each candidate.",
    "matching": "it asks to match pairs.",
    "cloze": "it has several gaps to fill in one text.",
    "multianswer": "it has several gaps to fill in one text.",
    "gapselect": "it has several gaps to fill in one text.",
    "ddwtos": "it asks to drag words into gaps.",
    "ordering": "it asks to put things in order.",
    "random": "it stands for a question drawn from elsewhere.",
    "": "it has no type.",
}
LARGEST_EXACT_LINE = 65_534
LEFT_OUT = {
    "hint": "hints between several tries",
    "correctfeedback": "feedback to right answers as a whole",
    "partiallycorrectfeedback": "feedback to partly right answers as a whole",
    "incorrectfeedback": "feedback to wrong answers as a whole",
}
# Moodle puts these into every question.
USUAL = {"Your answer is correct.", "Your answer is partially correct.", "Your answer is incorrect."}


def read(source: Source) -> Parsed:
    """The choice questions of a Moodle file; raises Unreadable where it is no such file."""
    quiz = xml.parse(source)
    if quiz.tag != "quiz":
        message = f"is XML, but not Moodle's: it begins with <{quiz.tag}>, not with <quiz>. Choose another format."
        raise Unreadable(Problem(source.name, message))
    reading = _Reading(source)
    for element in quiz.iterchildren("question"):
        reading.take(element)
    drafts, problems = sound(reading.found)
    text = xml.text(source)
    return Parsed(
        drafts=drafts,
        not_imported=tuple(reading.not_imported),
        problems=(*text.doubts, *problems, *reading.left_out()),
        encoding=text.encoding,
        pictures=reading.pictures.by_name,
    )


class _Reading:
    """What has been found so far, and the category that the next question stands in."""

    def __init__(self, source: Source) -> None:
        self.found: list[Draft | Problem] = []
        self.not_imported: list[NotImported] = []
        self.pictures = Pictures()
        self._source = source
        self._category = ""
        self._count = 0
        self._with: Counter[str] = Counter()

    def take(self, element: etree._Element) -> None:
        type = element.get("type", "")
        if type == "category":
            self._category = CONTEXT.sub("", written(element.find("category")), count=1)
            return
        self._count += 1
        where, title = self._where(element), " ".join(written(element.find("name")).split())
        if type in CHOICE:
            draft = Draft(name="", stem="", options=(), title=title, category=self._category, where=where)
            self.found += filled(draft, element, Texts(where, self.pictures))
            self._with.update(
                child.tag for child in element if child.tag in LEFT_OUT and written(child) not in {"", *USUAL}
            )
        else:
            reason = REASONS.get(type, f"it is of the type “{type}”, which is no choice among options.")
            self.not_imported.append(NotImported(where, title, type, reason))

    def left_out(self) -> list[Problem]:
        """What Moodle keeps beside a question's texts and Rehearsal has no place for, once for the file."""
        return [
            Problem(self._source.name, f"has {LEFT_OUT[tag]} ({count} in all); it was left out.", Level.WARNING)
            for tag, count in self._with.items()
        ]

    def _where(self, element: etree._Element) -> str:
        line = int(element.sourceline)  # type: ignore[call-overload]
        # The parser counts no further.
        counted = f", line {line}" if line <= LARGEST_EXACT_LINE else ""
        return self._source.at(f"question {self._count}{counted}")
