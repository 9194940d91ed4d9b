"""The elements of HTML as Markdown, by markdownify, with what it leaves to chance settled."""

import re
from collections import Counter
from typing import Any

from bs4 import Tag

from questions.reading.inlines import Inlines, Parents, Picture, shortened

UNSEEN = {"style", "head", "title", "meta", "link", "base", "param", "source", "track"}
FOREIGN = {
    "script", "iframe", "frame", "frameset", "embed", "applet", "svg", "video", "audio", "canvas",
    "input", "select", "textarea", "button",
}  # fmt: skip


class Element(Tag):
    """An element that finds an ancestor by its name as fast as markdownify asks: for each element."""

    def find_parent(self, name: Any = None, attrs: Any = None, **given: Any) -> Tag | None:
        if not isinstance(name, str) or attrs or given:
            return super().find_parent(name, attrs or {}, **given)
        return next((parent for parent in self.parents if parent.name == name), None)


class ToMarkdown(Inlines):
    """Converts one tree; `left_out` says what of it could not come along."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(picture)
        self._items: Counter[int] = Counter()
        self._tables: set[int] = set()

    def process_tag(self, node: Tag, parent_tags: Parents | None = None) -> str:
        for attribute in node.attrs:
            if attribute.startswith("on"):
                self.left_out.append(f"has an event handler ({shortened(attribute)}), which was left out.")
        if node.name in FOREIGN:
            self.left_out.append(f"has an element <{node.name}>, which was left out.")
        if node.name == "math":
            self.left_out.append("has a formula in MathML; only its text was kept.")
        return "" if node.name in FOREIGN or node.name in UNSEEN else super().process_tag(node, parent_tags)

    def convert_pre(self, el: Tag, text: str, parent_tags: Parents) -> str:
        code = "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
        if "_inline" in parent_tags:
            return f" {super().convert_code(el, code, parent_tags)} "
        longest = max(map(len, re.findall("`+", code)), default=0)
        fence = "`" * max(3, longest + 1)
        return f"\n\n{fence}\n{code}\n{fence}\n\n" if code.strip() else ""

    def convert_br(self, el: Tag, text: str, parent_tags: Parents) -> str:
        if "_noformat" in parent_tags:
            return "\n" + text
        return super().convert_br(el, text, parent_tags)

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: Parents) -> str:  # noqa: N802 (markdownify's name)
        words = " ".join(text.split())
        words = f"{words[:-1]}\\#" if words.endswith("#") else words
        return f"\n\n{'#' * min(max(n, 3), 6)} {words}\n\n" if words and "_inline" not in parent_tags else words

    convert_div = Inlines.convert_div
    convert_dd = convert_dt = convert_figure = convert_center = convert_details = convert_summary = convert_div
    convert_address = convert_fieldset = convert_form = convert_main = convert_header = convert_footer = convert_div
    convert_aside = convert_nav = convert_figcaption = convert_caption = convert_div

    def convert_ol(self, el: Tag, text: str, parent_tags: Parents) -> str:
        # A list that does not begin with 1 needs a blank line to begin within an item.
        return ("\n" if _first_number(el) != 1 else "") + super().convert_list(el, text, parent_tags)

    def convert_li(self, el: Tag, text: str, parent_tags: Parents) -> str:
        if "_inline" in parent_tags or not text.strip():
            return f" {' '.join(text.split())} " if text.strip() else ""
        bullet = "- "
        if el.parent is not None and el.parent.name == "ol":
            bullet = f"{_first_number(el.parent) + self._items[id(el.parent)]}. "
            self._items[id(el.parent)] += 1
        lines = [f"{' ' * len(bullet)}{line}" if line.strip() else "" for line in text.strip().split("\n")]
        return f"{bullet}{lines[0].strip()}\n" + "".join(f"{line}\n" for line in lines[1:])

    def convert_td(self, el: Tag, text: str, parent_tags: Parents) -> str:
        words = " ".join(text.split())
        return f" {words} " if "_inline" in parent_tags else f" {words.replace('|', chr(92) + '|')} |"

    convert_th = convert_td

    def convert_tr(self, el: Tag, text: str, parent_tags: Parents) -> str:
        if "_inline" in parent_tags:
            return text
        table = el.find_parent("table") or el.parent
        if id(table) in self._tables or table is None:
            return f"|{text}\n"
        self._tables.add(id(table))
        # A cell that the head has no column for would not be shown.
        columns = max(map(_cells, table.find_all("tr")))
        return f"|{text}{'  |' * (columns - _cells(el))}\n|{' --- |' * columns}\n"


def _first_number(ordered: Tag) -> int:
    start = str(ordered.get("start"))
    return int(start) if re.fullmatch("[0-9]{1,6}", start) else 1


def _cells(row: Tag) -> int:
    return sum(isinstance(cell, Tag) and cell.name in ("td", "th") for cell in row.children)
