"""A Markdown file cut at its headings, and where each piece has its lists of options."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from questions.formats.markdown.answers import is_answer, is_part
from questions.formats.markdown.lines import Kind, Line

Group = list[int]


@dataclass(eq=False)
class Section:
    """What stands from one heading to the next; `category` are the titles of the headings above it."""

    head: Line | None
    level: int
    lines: list[Line] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    category: str = ""
    is_title: bool = False

    @property
    def number(self) -> str:
        return self.head.mark if self.head else ""

    @property
    def title(self) -> str:
        return self.head.rest.strip() if self.head else ""

    @property
    def is_question(self) -> bool:
        return bool(self.groups or self.number)

    def continues(self, other: "Section") -> bool:
        """Whether this is a part of another one's question: more of its stem, or of its explanation."""
        if self.head is None or self.head.kind is not Kind.HEADING or self.number or self.level <= other.level:
            return False
        return not self.groups if other.groups else bool(other.number)

    def join(self, other: "Section") -> None:
        """Take a section in that continues this one."""
        start = len(self.lines) + 1
        self.lines += [other.head, *other.lines] if other.head else other.lines
        self.groups += [[start + place for place in group] for group in other.groups]


def sections(lines: Iterable[Line]) -> list[Section]:
    """The sections of a file in their order."""
    joined: list[Section] = []
    for section in _cut(lines):
        section.groups = groups(section.lines)
        if joined and section.continues(joined[-1]):
            joined[-1].join(section)
        else:
            joined.append(section)
    _categorise(joined)
    return joined


def _cut(lines: Iterable[Line]) -> Iterator[Section]:
    section, heading_level = Section(None, 0), 0
    for line in lines:
        if line.kind is Kind.HEADING and (line.mark or not is_part(line.rest)):
            yield section
            section, heading_level = Section(line, line.level), line.level
        elif line.kind is Kind.QUESTION:
            yield section
            section = Section(line, heading_level + 1)
        else:
            section.lines.append(line)
    yield section


def _categorise(found: list[Section]) -> None:
    above: list[Section] = []
    titles = [section for section in found if section.level == 1]
    if len(titles) == 1:
        titles[0].is_title = True  # A single heading of the first level names the file.
    for section in found:
        while above and above[-1].level >= section.level:
            above.pop()
        section.category = " / ".join(heading.title for heading in above if not heading.is_title)
        if not section.is_question and section.head:
            above.append(section)


def groups(lines: list[Line]) -> list[Group]:
    """The lists of options in these lines: for each the places of the lines at which its options begin."""
    found: list[Group] = []
    apart = after_blank = True
    for place, line in enumerate(lines):
        last = lines[found[-1][-1]] if found else None
        if line.kind in {Kind.TASK, Kind.LETTER} and last and not apart and _follows(line, last):
            found[-1].append(place)
            after_blank = False
        elif line.kind in {Kind.TASK, Kind.LETTER} and last and not apart and line.indent > last.indent:
            after_blank = False
        elif line.kind is Kind.TASK or (line.kind is Kind.LETTER and line.mark == "A"):
            found.append([place])
            apart = after_blank = False
        elif last and not apart:
            apart = _ends(line, last, after_blank)
            after_blank = line.kind is Kind.BLANK
    return [group for group in found if len(group) > 1 or lines[group[0]].kind is Kind.TASK]


def _follows(line: Line, last: Line) -> bool:
    if line.kind is not last.kind or line.indent != last.indent:
        return False
    return line.kind is Kind.TASK or (line.style == last.style and ord(line.mark) == ord(last.mark) + 1)


def _ends(line: Line, last: Line, after_blank: bool) -> bool:
    """Whether a line ends the list whose last option is given, however the file goes on."""
    if line.kind in {Kind.BLANK, Kind.CODE, Kind.QUOTE}:
        return False
    if line.kind in {Kind.RULE, Kind.DETAILS, Kind.HEADING}:
        return True
    if last.kind is Kind.TASK:
        return after_blank and line.indent <= last.indent
    return line.indent <= last.indent and is_answer(line.text)
