"""What stands within the lines of HTML, as Markdown."""

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote

from lxml.etree import _Element as Element

from questions.reading.plain import ACTS
from questions.reading.words import one_spaced

Picture = Callable[[str], str | None]
Beside = Element | str | None

BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
}  # fmt: skip
EMPHASIS = {"b", "strong", "em", "i", "cite", "dfn", "var", "del", "s", "strike"}
BLANK_LINE = re.compile(r"\n\s*\n")
TICKS = re.compile("`+")
ACTS_IN_ADDRESS = re.compile(r"[\s()<>\\]")
RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
LOWERED = str.maketrans("0123456789+-=()aeoxijrtuvn", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓᵢⱼᵣₜᵤᵥₙ")


class Around(NamedTuple):
    """What stands around a text or element, however far out."""

    is_pre: bool = False
    is_code: bool = False
    is_inline: bool = False
    is_linked: bool = False
    is_emphasised: bool = False
    is_item: bool = False


class Place(NamedTuple):
    """An element with what stands around it and beside it."""

    element: Element
    around: Around
    before: Beside
    after: Beside


def no_picture(_address: str) -> str | None:
    return None


class Inlines:
    """Emphasis, code, links and pictures; `left_out` says what of them could not come along."""

    def __init__(self, picture: Picture) -> None:
        self.left_out: list[str] = []
        self._picture = picture

    def bold(self, place: Place, text: str) -> str:
        return _emphasised(place, text, "**")

    def italic(self, place: Place, text: str) -> str:
        return _emphasised(place, text, "*")

    def struck(self, place: Place, text: str) -> str:
        return _emphasised(place, text, "~~")

    def raised(self, place: Place, text: str) -> str:
        return _moved(text, RAISED, "^")

    def lowered(self, place: Place, text: str) -> str:
        return _moved(text, LOWERED, r"\_")

    def quoted(self, place: Place, text: str) -> str:
        return f'"{text}"'

    def link(self, place: Place, text: str) -> str:
        address = place.element.get("href", "").strip()
        if not address or place.around.is_code or place.around.is_linked:
            return text
        if not address.lower().startswith(("https://", "http://", "mailto:")):
            self.left_out.append(f"has a link to {shortened(address)}, of which only the text was kept.")
            return text
        words = " ".join(text.split())
        return f"[{words}]({_address(address)})" if words else ""

    def image(self, place: Place, text: str) -> str:
        return self._shown(place, place.element.get("src", ""), place.element.get("alt", ""))

    def embedded(self, place: Place, text: str) -> str:
        if place.element.get("type", "").startswith("image/"):
            return self._shown(place, place.element.get("data", ""), "".join(map(str, place.element.itertext())))
        self.left_out.append("has an element <object>, of which only the text was kept.")
        return text

    def _shown(self, place: Place, address: str, alt: str) -> str:
        address, alt = address.strip(), one_spaced(alt).strip()
        name = self._picture(address)
        if name is None:
            where = "from elsewhere" if "//" in address else "that is not in the file"
            advice = "Put it into the file, or say in words what it shows."
            self.left_out.append(f"has a picture {where} ({shortened(address)}), which was left out. {advice}")
        if place.around.is_code:
            return alt
        alt = ACTS.sub(r"\\\g<0>", alt).replace("]", r"\]")
        return alt if name is None else f"![{alt}](picture:{name})"


def is_block(beside: Beside) -> bool:
    return isinstance(beside, Element) and beside.tag in BLOCKS


def in_ticks(text: str) -> str:
    """Code within a line, between more ticks than stand in it, its outer spaces outside."""
    code = text.strip()
    if not code:
        return ""
    most = max(map(len, TICKS.findall(code)), default=0)
    ticks, gap = "`" * (most + 1), " " if most else ""
    return f"{' ' * text.startswith(' ')}{ticks}{gap}{code}{gap}{ticks}{' ' * text.endswith(' ')}"


def _emphasised(place: Place, text: str, mark: str) -> str:
    words = text.strip()
    if not words or place.around.is_code or place.around.is_emphasised or BLANK_LINE.search(words):
        return text
    if not (_may_meet(place.before, -1, words[0]) and _may_meet(place.after, 0, words[-1])):
        return text
    before, _, after = text.partition(words)
    return f"{before}{mark}{words}{mark}{after}"


def _may_meet(beside: Beside, at: int, edge: str) -> bool:
    """Whether a mark of emphasis acts between the two: CommonMark's rule of flanks, on the safe side."""
    if beside is None:
        return True
    if isinstance(beside, str):
        return edge.isalnum() or beside[at].isspace()
    return beside.tag in BLOCKS or (beside.tag not in EMPHASIS and edge.isalnum())


def _moved(text: str, characters: dict[int, int], sign: str) -> str:
    moved = text.translate(characters)
    if text.strip() and all(ord(character) in characters or character == " " for character in text):
        return moved
    return f"{sign}({text})" if text.strip() else text


def _address(address: str) -> str:
    escaped = ACTS_IN_ADDRESS.sub(lambda found: quote(found[0]), address)
    return re.sub(r"&(?=#?\w{1,40};)", "&amp;", escaped)


def shortened(address: str) -> str:
    return address if len(address) <= 80 else f"{address[:79]}…"
