"""What stands on lines of its own in HTML, as Markdown."""

import re
from collections import Counter

from lxml.etree import _Element as Element

from questions.reading.inlines import TICKS, Inlines, Picture, Place, in_ticks

SPACES = " \t\r\n"
CELLS = ("td", "th")


class Blocks(Inlines):
    """Paragraphs, headings, quotations, code, lists and tables."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(picture)
        self._items: Counter[Element] = Counter()
        self._tables: set[Element] = set()

    def paragraph(self, place: Place, text: str) -> str:
        words = text.lstrip(SPACES).rstrip()
        if place.around.is_inline:
            return f" {words} "
        return f"\n\n{words}\n\n" if words else ""

    def heading(self, place: Place, text: str) -> str:
        words = " ".join(text.split())
        words = f"{words[:-1]}\\#" if words.endswith("#") else words
        marks = "#" * max(int(place.element.tag[1]), 3)
        return f"\n\n{marks} {words}\n\n" if words and not place.around.is_inline else words

    def quotation(self, place: Place, text: str) -> str:
        words = text.lstrip(SPACES).rstrip()
        if place.around.is_inline:
            return f" {words} "
        quoted = words.replace("\n", "\n> ")
        return f"\n> {quoted}\n\n" if words else "\n"

    def line(self, place: Place, text: str) -> str:
        return " " if place.around.is_inline else "\n\n---\n\n"

    def line_break(self, place: Place, text: str) -> str:
        if place.around.is_code:
            return f"\n{text}"
        return f"{text} " if place.around.is_inline else f"  \n{text}"

    def code(self, place: Place, text: str) -> str:
        if place.around.is_code:
            return text
        return self.lines_of_code(place, text) if "\n" in text and not place.around.is_inline else in_ticks(text)

    def lines_of_code(self, place: Place, text: str) -> str:
        code = "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
        if place.around.is_inline or place.around.is_code:
            return f" {code if place.around.is_code else in_ticks(code)} "
        fence = "`" * max(3, 1 + max(map(len, TICKS.findall(code)), default=0))
        return f"\n\n{fence}\n{code}\n{fence}\n\n" if code.strip() else ""

    def list_of_items(self, place: Place, text: str) -> str:
        # A list that does not begin with 1 needs a blank line to begin within an item.
        apart = "\n" if place.element.tag == "ol" and _first_number(place.element) != 1 else ""
        return f"{apart}\n{text.rstrip()}" if place.around.is_item else f"{apart}\n\n{text}\n"

    def item(self, place: Place, text: str) -> str:
        if place.around.is_inline or not text.strip():
            return f" {' '.join(text.split())} " if text.strip() else ""
        bullet, parent = "- ", place.element.getparent()
        if parent is not None and parent.tag == "ol":
            bullet = f"{_first_number(parent) + self._items[parent]}. "
            self._items[parent] += 1
        lines = [f"{' ' * len(bullet)}{line}" if line.strip() else "" for line in text.strip().split("\n")]
        return f"{bullet}{lines[0].strip()}\n" + "".join(f"{line}\n" for line in lines[1:])

    def table(self, place: Place, text: str) -> str:
        return f"\n\n{text.strip()}\n\n"

    def cell(self, place: Place, text: str) -> str:
        words = " ".join(text.split())
        return f" {words} " if place.around.is_inline else f" {words.replace('|', chr(92) + '|')} |"

    def row(self, place: Place, text: str) -> str:
        if place.around.is_inline:
            return text
        row = place.element
        table = next(row.iterancestors("table"), row.getparent())
        if table is None or table in self._tables:
            return f"|{text}\n"
        self._tables.add(table)
        # A cell that the head has no column for would not be shown.
        columns = max(map(_cells, table.iter("tr")))
        return f"|{text}{'  |' * (columns - _cells(row))}\n|{' --- |' * columns}\n"


def _first_number(ordered: Element) -> int:
    start = ordered.get("start", "")
    return int(start) if re.fullmatch("[0-9]{1,6}", start) else 1


def _cells(row: Element) -> int:
    return sum(1 for _ in row.iterchildren(*CELLS))
