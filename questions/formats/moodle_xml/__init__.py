"""Moodle XML, as Moodle's question banks give and take it."""

import re

from questions.formats.moodle_xml.reading import read
from questions.formats.moodle_xml.writing import write
from questions.reading.format import Format
from questions.reading.source import Source

QUIZ = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+<quiz\b", re.DOTALL)


def recognise(source: Source) -> int:
    return 95 if QUIZ.match(source.beginning) else 0


FORMAT = Format("moodle_xml", "Moodle XML", ".xml", recognise, read, write, "application/xml")
