"""The texts of a document as Markdown, with the warnings about them."""

import html
import re
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from questions.drafts import Problem
from questions.formats.qti import maths
from questions.formats.qti.pictures import Pictures
from questions.reading.html import ELEMENTS, to_markdown
from questions.reading.plain import escape

LONE_DIV = re.compile(r"\s*<div>((?:[^<]|<(?!/?div\b))*+)</div>\s*")


@dataclass
class Texts:
    """Turns the texts of one item to Markdown; `problems` are the warnings about all of them."""

    where: str
    path: str
    pictures: Pictures
    problems: list[Problem] = field(default_factory=list)

    def of_html(self, content: str) -> str:
        lone = LONE_DIV.fullmatch(content)
        markdown, problems = to_markdown(lone[1] if lone else content, self.where, self._picture)
        self.problems += problems
        return markdown

    def of_element(self, element: Element) -> str:
        """What stands in an element of XHTML."""
        if not len(element):
            return escape(" ".join((element.text or "").split()))
        _draw_formulas(element)
        # Elements of QTI itself say nothing by their names; in HTML they would show as text.
        etree.strip_tags(element, *{str(each.tag) for each in element.iterdescendants("*")} - ELEMENTS)
        return self.of_html(inner_html(element))

    def of_material(self, material: Element) -> str:
        """A material of QTI 1.2, made of texts, line breaks and images."""
        parts = list(material.iterchildren("*"))
        if len(parts) == 1 and parts[0].tag == "mattext" and not _is_html(parts[0]):
            return escape(parts[0].text or "")
        return self.of_html("\n".join(map(_part_as_html, parts)))

    def _picture(self, address: str) -> str | None:
        return self.pictures.find(address, self.path)


def inner_html(element: Element) -> str:
    """The content of an element, written as HTML."""
    children = (etree.tostring(child, encoding="unicode", method="html") for child in element.iterchildren("*"))
    return html.escape(element.text or "", quote=False) + "".join(children)


def _is_html(mattext: Element) -> bool:
    kind = mattext.get("texttype") or mattext.get("type") or ""
    return "html" in kind.lower() or len(mattext) > 0


def _part_as_html(part: Element) -> str:
    if part.tag in ("mattext", "matemtext", "mat_formattedtext"):
        if len(part):
            return inner_html(part)
        text = part.text or ""
        return text if _is_html(part) else html.escape(text, quote=False).replace("\n", "<br>")
    if part.tag == "matimage":
        address, label = part.get("uri", ""), part.get("label", "")
        return f'<img src="{html.escape(address)}" alt="{html.escape(label)}">'
    if part.tag == "matbreak":
        return "<br>"
    if part.tag in ("altmaterial", "material", "flow_mat", "mat_extension"):
        return "\n".join(map(_part_as_html, part.iterchildren("*")))
    return f"<{part.tag}>" if part.tag in ("video", "audio") else ""


def _draw_formulas(element: Element) -> None:
    for formula in list(element.iter("math")):
        if (line := maths.as_line(formula)) is not None:
            tail = formula.tail
            formula.clear()
            formula.tag, formula.text, formula.tail = "span", line, tail
