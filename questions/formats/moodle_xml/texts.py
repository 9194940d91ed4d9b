"""The texts of a question as Markdown, from any of Moodle's text formats."""

import re

from lxml import etree

from questions.drafts import Level, Problem
from questions.formats.moodle_xml.pictures import PLACE, Pictures
from questions.reading.html import to_markdown
from questions.reading.plain import escape

PICTURE = re.compile(r"\]\((@@PLUGINFILE@@/[^\s)]*)")
BLOCK = re.compile(r"<(?:p|div|br|ul|ol|table|pre|h[1-6]|blockquote)\b", re.IGNORECASE)


class Texts:
    """Reads the texts of one question; `problems` says what of them was left out."""

    def __init__(self, where: str, pictures: Pictures) -> None:
        self.problems: list[Problem] = []
        self._where = where
        self._pictures = pictures

    def markdown(self, text: etree._Element | None, usual_format: str = "html") -> str:
        """The text within <questiontext>, <answer> or <feedback>; empty where there is none."""
        if text is None or not (content := written(text)):
            return ""
        match text.get("format") or usual_format:
            case "markdown":
                return PICTURE.sub(lambda found: f"]({self._shown(found[1], text)}", content)
            case "plain_text":
                return escape(content)
            case "moodle_auto_format" if not BLOCK.search(content):
                content = content.replace("\n", "<br>")
        markdown, problems = to_markdown(content, self._where, lambda address: self._pictures.show(address, text))
        self.problems += [problem for problem in problems if problem not in self.problems]
        return markdown

    def _shown(self, address: str, text: etree._Element) -> str:
        if name := self._pictures.show(address, text):
            return f"picture:{name}"
        message = f"shows {address.removeprefix(PLACE)}, which the file does not bring. Add it, or take it out."
        self.problems.append(Problem(self._where, message, Level.WARNING))
        return address


def written(element: etree._Element | None) -> str:
    """What stands in an element's <text>, or in itself where it has none, as older files have it."""
    if element is None:
        return ""
    text = element.find("text")
    text = element if text is None else text
    if not len(text) or text is element:
        return (text.text or "").strip()
    # Someone wrote the HTML without escaping it.
    parts = [text.text or "", *(etree.tostring(child, encoding="unicode") for child in text)]
    return "".join(parts).strip()
