"""A section cut into questions: what belongs to the stem, to each option, and to what follows the options."""

from collections.abc import Iterator
from dataclasses import dataclass

from questions.formats.markdown.answers import introduces, is_answer
from questions.formats.markdown.lines import Kind, Line
from questions.formats.markdown.sections import Group, Section


@dataclass(frozen=True)
class Piece:
    """The lines of one question; `head` is its heading, `is_numbered` says whether its stem begins with a number."""

    number: int
    head: str
    is_numbered: bool
    stem: list[Line]
    options: list[list[Line]]
    after: list[Line]
    category: str


def pieces(section: Section) -> Iterator[Piece]:
    """The questions of a section, those without options left out."""
    lines = section.lines
    start, head, mark, category = _beginning(section)
    for group, following in zip(section.groups, [*section.groups[1:], None], strict=True):
        end = _end(lines, group, following[0] if following else len(lines))
        cut = _next_stem(lines, end, following[0], mark) if following else len(lines)
        starts = [*group, end]
        yield Piece(
            number=_place(section, lines, start, bool(head)),
            head=head,
            is_numbered=bool(mark) and not (start == 0 and section.number),
            stem=lines[start : group[0]],
            options=[lines[starts[n] : starts[n + 1]] for n in range(len(group))],
            after=lines[end:cut],
            category=category,
        )
        start, head = cut, ""
        mark = _mark(lines, cut, following[0]) if following else ""


def _place(section: Section, lines: list[Line], start: int, is_headed: bool) -> int:
    if is_headed and section.head:
        return section.head.number
    rest = (line.number for line in lines[start : start + 20] if line.kind is not Kind.BLANK)
    return section.head.number if section.head and start == 0 else next(rest, lines[start].number)


def _beginning(section: Section) -> tuple[int, str, str, str]:
    """Where the first stem begins, its heading and number, and the category; prose above it belongs to none."""
    if not section.groups or section.number:
        return 0, section.title, section.number, section.category
    first = section.groups[0][0]
    base = _after_rule(section.lines, 0, first) if section.head is None else 0
    start = _numbered_start(section.lines, base, first, "")
    if start is None or section.title.endswith(("?", "\N{FULLWIDTH QUESTION MARK}")):
        return base, section.title, "", section.category
    category = " / ".join(filter(None, [section.category, "" if section.is_title else section.title]))
    return start, "", section.lines[start].mark, category


def _mark(lines: list[Line], start: int, end: int) -> str:
    line = next((line for line in lines[start:end] if line.kind is not Kind.BLANK), None)
    return line.mark if line and line.kind is Kind.NUMBERED else ""


def _end(lines: list[Line], group: Group, limit: int) -> int:
    """Where the last option of a list ends, counting the lines that its text runs on into."""
    last = group[-1]
    codes = not lines[last].rest.strip() or any(line.kind is Kind.CODE for line in lines[group[0] : last])
    end, after_blank = last + 1, False
    for place in range(last + 1, limit):
        line = lines[place]
        if line.kind is Kind.BLANK:
            after_blank = True
            continue
        if not _runs_on(line, lines[last], after_blank, codes):
            break
        # Code that was opened goes on, whatever stands in it.
        end, after_blank = place + 1, False
    return end


def _runs_on(line: Line, option: Line, after_blank: bool, codes: bool) -> bool:
    if line.kind in {Kind.RULE, Kind.DETAILS, Kind.HEADING, Kind.QUESTION}:
        return False
    if line.indent > option.indent:
        return True
    if line.kind is Kind.CODE:
        return codes or not after_blank
    if after_blank or line.kind is Kind.NUMBERED:
        return False
    return line.kind is Kind.QUOTE or not (is_answer(line.text) or introduces(line.text))


def _next_stem(lines: list[Line], start: int, end: int, mark: str) -> int:
    """Where the stem of the next question begins between the end of one's options and the next one's."""
    base = _after_rule(lines, start, end)
    numbered = _numbered_start(lines, base, end, mark)
    if numbered is not None:
        return numbered
    if base > start:
        return base
    details = [place for place in range(start, end) if lines[place].kind is Kind.DETAILS]
    if details and _has_text(lines, details[-1] + 1, end):
        return details[-1] + 1
    return _after_answer(lines, start, end)


def _after_rule(lines: list[Line], start: int, end: int) -> int:
    has_text = False
    for place in range(end - 1, start - 1, -1):
        if lines[place].kind is Kind.RULE and has_text:
            return place + 1
        has_text = has_text or lines[place].kind not in {Kind.BLANK, Kind.RULE}
    return start


def _has_text(lines: list[Line], start: int, end: int) -> bool:
    return any(lines[place].kind is not Kind.BLANK for place in range(start, end))


def _numbered_start(lines: list[Line], start: int, end: int, mark: str) -> int | None:
    """The line whose number is the next question's; a list that counts on is a list."""
    runs: list[list[int]] = []
    for place in range(start, end):
        if lines[place].kind is not Kind.NUMBERED:
            continue
        if runs and int(lines[place].mark) == int(lines[runs[-1][-1]].mark) + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    if mark:
        ends = [*(run[0] for run in runs), *(run[-1] for run in runs)]
        expected = [place for place in ends if int(lines[place].mark) == int(mark) + 1]
        if expected:
            return expected[0]
    return runs[-1][0] if runs and len(runs[-1]) == 1 else None


def _after_answer(lines: list[Line], start: int, end: int) -> int:
    place = next((place for place in range(start, end) if is_answer(lines[place].text)), start)
    while place < end:
        begun = place
        while place < end and lines[place].kind is not Kind.BLANK:
            place += 1
        while place < end and lines[place].kind is Kind.BLANK:
            place += 1
        following = lines[place].text if place < end else ""
        if begun == place or not (introduces(following) or lines[place].kind is Kind.QUOTE):
            break
    return place if _has_text(lines, place, end) else start
