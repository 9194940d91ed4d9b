"""GIFT, Moodle's text format."""

import re

from questions.drafts import Draft, NotImported, Parsed, Problem
from questions.formats.gift.blocks import blocks
from questions.formats.gift.reading import read_block
from questions.formats.gift.writing import write
from questions.reading.checks import sound
from questions.reading.format import Format
from questions.reading.source import Source, Unreadable

ANSWERS = re.compile(r"(?<!\\)\{\s*+(?:[~=]|\#\s*+[-=\d]|(?:T|F|TRUE|FALSE)\s*+[#}])", re.IGNORECASE)
HEAD = re.compile(r"^[ \t]*(?:\$CATEGORY:|::[^:\n]+::)", re.MULTILINE)
TASK_LIST = re.compile(r"^[ \t]*[-*] \[[ xX]\] ", re.MULTILINE)


def recognise(source: Source) -> int:
    beginning = source.beginning
    surely = 10 * (source.suffix == ".gift")
    if HEAD.search(beginning):
        surely += 60
    if ANSWERS.search(beginning):
        surely += 20 if surely >= 60 else 70
    return surely // 2 if TASK_LIST.search(beginning) else surely


def read(source: Source) -> Parsed:
    drafts_and_problems: list[Draft | Problem] = []
    not_imported: list[NotImported] = []
    for block in blocks(source.text.content):
        found, problems = read_block(block, source.at(f"line {block.line}"))
        drafts_and_problems += problems
        if isinstance(found, NotImported):
            not_imported.append(found)
        elif found:
            drafts_and_problems.append(found)
    if all(found.type == "description" for found in not_imported) and not drafts_and_problems:
        raise Unreadable(Problem(source.name, "has no answers in braces, such as “{=right ~wrong}”, as in GIFT."))
    drafts, problems = sound(drafts_and_problems)
    return Parsed(drafts, tuple(not_imported), (*source.text.doubts, *problems), source.text.encoding)


FORMAT = Format("gift", "GIFT", ".gift", recognise, read, write)
