"""A tree of HTML as Markdown, from its texts outwards."""

from collections.abc import Callable, Iterator

from lxml.etree import _Element as Element

from questions.reading.blocks import Blocks
from questions.reading.inlines import BLOCKS, EMPHASIS, Around, Beside, Picture, Place, is_block, shortened
from questions.reading.words import escaped, joined, one_spaced

UNSEEN = {"style", "head", "title", "meta", "link", "base", "param", "source", "track"}
FOREIGN = {
    "script", "iframe", "frame", "frameset", "embed", "applet", "svg", "video", "audio", "canvas",
    "input", "select", "textarea", "button",
}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
CODE = {"code", "kbd", "samp", "tt"}
APART = {"tbody", "tfoot", "thead", *BLOCKS} - {"br"}
PICTURES = {"img", "object"}
NOTICED, NOT_SHOWN = FOREIGN | {"math"}, FOREIGN | UNSEEN

Written = Callable[[Blocks, Place, str], str]
WRITTEN: dict[str, Written] = {
    **dict.fromkeys(BLOCKS - {"body"}, Blocks.paragraph),
    **dict.fromkeys(HEADINGS, Blocks.heading),
    **dict.fromkeys(CODE, Blocks.code),
    **dict.fromkeys(("b", "strong"), Blocks.bold),
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), Blocks.italic),
    **dict.fromkeys(("del", "s", "strike"), Blocks.struck),
    **dict.fromkeys(("ol", "ul"), Blocks.list_of_items),
    **dict.fromkeys(("td", "th"), Blocks.cell),
    "a": Blocks.link,
    "blockquote": Blocks.quotation,
    "br": Blocks.line_break,
    "hr": Blocks.line,
    "img": Blocks.image,
    "li": Blocks.item,
    "object": Blocks.embedded,
    "pre": Blocks.lines_of_code,
    "q": Blocks.quoted,
    "sub": Blocks.lowered,
    "sup": Blocks.raised,
    "table": Blocks.table,
    "tr": Blocks.row,
}
WITHIN = {
    **{name: {"is_inline": True} for name in (*HEADINGS, "td", "th")},
    **{name: {"is_code": True} for name in CODE},
    **{name: {"is_emphasised": True} for name in EMPHASIS},
    "a": {"is_linked": True},
    "li": {"is_item": True},
    "pre": {"is_code": True, "is_pre": True},
}


class ToMarkdown(Blocks):
    """Converts one tree; `left_out` says what of it could not come along."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(picture)
        self._begins_line = True
        self._follows_code = False

    def convert(self, root: Element) -> str:
        return self._element(Place(root, Around(), None, None))

    def _element(self, place: Place) -> str:
        element, around, _, _ = place
        name = element.tag
        if element.attrib or name in NOTICED:
            self._notice(element)
        if name in NOT_SHOWN:
            return ""
        self._begins_line = self._begins_line or name in BLOCKS
        # Two ticks in a row would begin another kind of code.
        gap = " " if name in CODE and self._follows_code and not around.is_code else ""
        within = around._replace(**WITHIN[name]) if name in WITHIN else around
        pieces = self._pieces(element, within)
        text = "".join(pieces) if within.is_code else joined(pieces)
        text = WRITTEN[name](self, place, text) if name in WRITTEN else text
        if name in PICTURES and text:
            self._begins_line = False
        self._begins_line = self._begins_line or name in BLOCKS
        return f"{gap}{text}" if text.startswith("`") else text

    def _pieces(self, element: Element, around: Around) -> list[str]:
        parts = list(_parts(element))
        beside = zip([None, *parts], parts, [*parts[1:], None], strict=False)
        pieces = (
            self._text(part, around, before, after, element)
            if isinstance(part, str)
            else self._element(Place(part, around, before, after))
            for before, part, after in beside
        )
        return [piece for piece in pieces if piece]

    def _text(self, text: str, around: Around, before: Beside, after: Beside, element: Element) -> str:
        if around.is_code:
            self._follows_code = True
            self._begins_line = self._begins_line and text.isspace()
            return text if around.is_pre else one_spaced(text)
        if text.isspace() and _is_apart(before, after, element):
            return ""
        self._follows_code = False
        if not text.isalnum():
            spaced = one_spaced(text).rstrip(" ") if is_block(after) else one_spaced(text)
            text = escaped(spaced, begins_line=self._begins_line, is_linked=around.is_linked)
        self._begins_line = self._begins_line and not text.strip()
        return text

    def _notice(self, element: Element) -> None:
        for attribute in map(str, element.attrib):
            if attribute.startswith("on"):
                self.left_out.append(f"has an event handler ({shortened(attribute)}), which was left out.")
        if element.tag in FOREIGN:
            self.left_out.append(f"has an element <{element.tag}>, which was left out.")
        if element.tag == "math":
            self.left_out.append("has a formula in MathML; only its text was kept.")


def _parts(element: Element) -> Iterator[Element | str]:
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def _is_apart(before: Beside, after: Beside, element: Element) -> bool:
    """Whether white space only sets blocks apart in the file."""
    if element.tag in APART and (before is None or after is None):
        return True
    return any(isinstance(beside, Element) and beside.tag in APART for beside in (before, after))
