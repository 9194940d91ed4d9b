"""What stands within the lines of HTML, as Markdown, with what markdownify leaves to chance settled."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from bs4 import Tag
from bs4.element import NavigableString, PageElement
from markdownify import MarkdownConverter

from questions.reading.plain import ACTS, BEGINS

# Its types leave its methods out.
_MarkdownConverter: Any = MarkdownConverter
_OPTIONS = _MarkdownConverter(wrap=True, wrap_width=None).options

Picture = Callable[[str], str | None]
Parents = set[str]

BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
}  # fmt: skip
CODE = {"code", "kbd", "samp", "tt"}
EMPHASIS = {"b", "strong", "em", "i", "cite", "dfn", "var", "del", "s", "strike"}
BLANK_LINE = re.compile(r"\n\s*\n")
SPACE = re.compile(r"[ \t\r\n\f]+")
LONE_FIXED_SPACE = re.compile(r"(?<![\xa0 ])\xa0(?![\xa0 ])")
# At the edge of a text, what follows in the next element could make these act.
ACTS_IN_TEXT = re.compile(rf"{ACTS.pattern} | [<&~]\Z | \A~ | \\(?=\s+\Z)", ACTS.flags)
ACTS_IN_ADDRESS = re.compile(r"[\s()<>\\]")
RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
LOWERED = str.maketrans("0123456789+-=()aeoxijrtuvn", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓᵢⱼᵣₜᵤᵥₙ")


def no_picture(_address: str) -> str | None:
    return None


def one_spaced(text: str) -> str:
    """Text as a browser shows it; fixed spaces that stand alone are usual ones, those of an indent stay."""
    return LONE_FIXED_SPACE.sub(" ", SPACE.sub(" ", text))


class Inlines(_MarkdownConverter):
    """Texts, emphasis, code, links and pictures; `left_out` says what of them could not come along."""

    def __init__(self, picture: Picture) -> None:
        # Its own beginning looks all options up anew, which takes longer than most texts do.
        self.options = _OPTIONS
        self.convert_fn_cache: dict[str, Any] = {}
        self.picture = picture
        self.left_out: list[str] = []

    def process_text(self, el: NavigableString, parent_tags: Parents | None = None) -> str:
        around = parent_tags or set()
        if "pre" in around:
            return str(el)
        text = one_spaced(el)
        if "_noformat" in around:
            return text
        if _is_block(el.next_sibling):
            text = text.rstrip(" ")
        if _begins_line(el):
            return BEGINS.sub(r"\g<0>\\", self._escaped(el, text.strip(" "), around)) + " " * text[1:].endswith(" ")
        return self._escaped(el, text, around)

    def _escaped(self, el: NavigableString, text: str, around: Parents) -> str:
        text = ACTS_IN_TEXT.sub(r"\\\g<0>", text)
        if "a" in around:
            text = text.replace("]", r"\]")
        if text.endswith("!") and getattr(el.next_element, "name", None) == "a":
            text = f"{text[:-1]}\\!"
        before = el.previous_element
        if text[:1] in (".", ")") and isinstance(before, NavigableString) and before[-1:].isdigit():
            return f"\\{text}"
        return text

    def _emphasised(self, el: Tag, text: str, around: Parents, mark: str) -> str:
        words = text.strip()
        fits = _may_meet(el.previous_sibling, -1, words[:1]) and _may_meet(el.next_sibling, 0, words[-1:])
        if not words or not fits or BLANK_LINE.search(words) or around & (EMPHASIS | {"_noformat"}):
            return text
        before, _, after = text.partition(words)
        return f"{before}{mark}{words}{mark}{after}"

    def convert_b(self, el: Tag, text: str, parent_tags: Parents) -> str:
        return self._emphasised(el, text, parent_tags, "**")

    def convert_em(self, el: Tag, text: str, parent_tags: Parents) -> str:
        return self._emphasised(el, text, parent_tags, "*")

    def convert_del(self, el: Tag, text: str, parent_tags: Parents) -> str:
        return self._emphasised(el, text, parent_tags, "~~")

    convert_strong = convert_b
    convert_i = convert_cite = convert_dfn = convert_var = convert_em
    convert_s = convert_strike = convert_del

    def convert_sup(self, el: Tag, text: str, parent_tags: Parents) -> str:
        return _moved(text, RAISED, "^")

    def convert_sub(self, el: Tag, text: str, parent_tags: Parents) -> str:
        return _moved(text, LOWERED, r"\_")

    def convert_a(self, el: Tag, text: str, parent_tags: Parents) -> str:
        address = str(el.get("href") or "").strip()
        if not address or "_noformat" in parent_tags or "a" in parent_tags:
            return text
        if not address.lower().startswith(("https://", "http://", "mailto:")):
            self.left_out.append(f"has a link to {shortened(address)}, of which only the text was kept.")
            return text
        words = " ".join(text.split())
        return f"[{words}]({_address(address)})" if words else ""

    def convert_img(self, el: Tag, text: str, parent_tags: Parents) -> str:
        address, alt = str(el.get("src") or "").strip(), one_spaced(str(el.get("alt") or "")).strip()
        return self._picture(address, alt, parent_tags)

    def convert_object(self, el: Tag, text: str, parent_tags: Parents) -> str:
        if str(el.get("type")).startswith("image/"):
            return self._picture(str(el.get("data") or "").strip(), one_spaced(el.get_text()).strip(), parent_tags)
        self.left_out.append("has an element <object>, of which only the text was kept.")
        return text

    def _picture(self, address: str, alt: str, around: Parents) -> str:
        name = self.picture(address)
        if name is None:
            where = "from elsewhere" if "//" in address else "that is not in the file"
            advice = "Put it into the file, or say in words what it shows."
            self.left_out.append(f"has a picture {where} ({shortened(address)}), which was left out. {advice}")
        alt = alt if "_noformat" in around else ACTS.sub(r"\\\g<0>", alt).replace("]", r"\]")
        return alt if name is None or "_noformat" in around else f"![{alt}](picture:{name})"

    def convert_code(self, el: Tag, text: str, parent_tags: Parents) -> str:
        if "\n" in text and not parent_tags & {"_noformat", "_inline"}:
            return self.convert_pre(el, text, parent_tags)
        code = super().convert_code(el, text, parent_tags)
        # Two ticks in a row would begin another kind of code.
        before = el.find_previous(string=True)
        is_after_code = before is not None and any(parent.name in CODE for parent in before.parents)
        return f" {code}" if is_after_code else code

    convert_kbd = convert_samp = convert_tt = convert_code


def _is_block(node: object) -> bool:
    return isinstance(node, Tag) and node.name in BLOCKS


def _begins_line(text: NavigableString) -> bool:
    node: PageElement = text
    while not _is_block(before := node.previous_sibling):
        if before is not None and _shows(before):
            return False
        around = before or node.parent
        if around is None or _is_block(around):
            return True
        node = around
    return True


def _shows(node: PageElement) -> bool:
    return not isinstance(node, Tag) or node.name == "img" or next(node.stripped_strings, None) is not None


def _may_meet(beside: object, at: int, edge: str) -> bool:
    """Whether a mark of emphasis acts between the two: CommonMark's rule of flanks, on the safe side."""
    if beside is None or _is_block(beside):
        return True
    if isinstance(beside, Tag):
        return beside.name not in EMPHASIS and edge.isalnum()
    return edge.isalnum() or str(beside)[at : at + 1 or None].isspace()


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
