"""HTML as the Markdown of questions/markup.py, without what a question may not hold."""

import html as entities
import re

from lxml import etree
from lxml.html import defs

from questions.drafts import Level, Problem
from questions.reading.elements import NOT_SHOWN, ToMarkdown
from questions.reading.inlines import Picture, no_picture
from questions.reading.plain import escape
from questions.reading.words import one_spaced

MATHS = {
    "mi", "mn", "mo", "ms", "mrow", "mtext", "mspace", "mstyle", "mpadded", "mfrac", "msqrt", "mroot", "msub", "msup",
    "msubsup", "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mfenced", "semantics", "annotation",
}  # fmt: skip
ELEMENTS = defs.tags | MATHS | {"main", "picture", "template", "frame", "center", "search"}
PREFIXES = {"o", "w", "v", "m", "st1"}
MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z) | <(?:!doctype|\?)[^>]*+>? | <(?:/?([A-Za-z][^\s/<>]*+))?",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
TAG = re.compile(r"<(/?[A-Za-z][^\s/<>]*+)[^<>]*+>?")
BREAK = re.compile(r"<br ?/?>")
PARAGRAPH = re.compile(
    r"""<p(?:\ (?:class|dir|id|lang|style)="[^"<>]*+")*+>((?:[^<]|<br\ ?/?>)*+)</p>\s*+""", re.VERBOSE
)
PARAGRAPHS = re.compile(rf"\s*+(?:{PARAGRAPH.pattern})*+", re.VERBOSE)
ESCAPED_TWICE = re.compile(
    r"&amp;(?:lt|gt|amp|quot|apos|nbsp|\#\d{1,7}|\#x[0-9A-Fa-f]{1,6}); | \A\s*+&lt;(?:p|div|span)\b(?=.*&lt;/)",
    re.VERBOSE | re.DOTALL,
)
HARD_BREAK = re.compile(r"(?<=\S)  \n(?=[ >]*[^ >\n])")
TRAILING_SPACES = re.compile(r"(?<! ) +$", re.MULTILINE)
DEEPEST = 40
# Of long texts none may be lost; an upload is no longer than 20 MB.
PARSER = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
IS_DEEP = etree.XPath(f"boolean({'/*' * DEEPEST})")


def to_markdown(html: str, where: str, picture: Picture = no_picture) -> tuple[str, list[Problem]]:
    """A text of HTML as Markdown, and a warning for each thing of it that was left out.

    `picture` tells the name of the picture that an image's address means, and None where the file has no such picture.
    """
    messages: list[str] = []
    if (markdown := _simple(html)) is None:
        markdown, messages = _converted(html, picture)
    if "&" in html and (escaped := ESCAPED_TWICE.search(html)):
        messages.append(f"has text that seems to be escaped twice ({escaped[0].strip()}); look at how it is shown.")
    return markdown, [Problem(where, message, Level.WARNING) for message in dict.fromkeys(messages)]


def _simple(html: str) -> str | None:
    """What is text or paragraphs of text alone, as most texts are, without the cost of a parser."""
    if "<" not in html:
        paragraphs = [html]
    elif PARAGRAPHS.fullmatch(html):
        paragraphs = PARAGRAPH.findall(html)
    else:
        return None
    return "\n\n".join(filter(None, map(_paragraph, paragraphs)))


def _paragraph(html: str) -> str:
    lines = BREAK.split(html) if "<" in html else [html]
    return escape("\n".join(one_spaced(entities.unescape(line)).strip(" ") for line in lines))


def _converted(html: str, picture: Picture) -> tuple[str, list[str]]:
    marked = f"<body>{MARKUP.sub(_element_or_text, html)}"
    root = etree.fromstring(marked.encode(errors="replace"), PARSER)
    if IS_DEEP(root):
        return escape(_words(marked)), ["is nested too deeply; its text was kept without its formatting."]
    converter = ToMarkdown(picture)
    markdown = HARD_BREAK.sub("\\\\\n", converter.convert(root).strip())
    return TRAILING_SPACES.sub("", markdown), converter.left_out


def _words(marked: str) -> str:
    """The texts between the tags; no parser, for its time would grow with the square of the depth."""
    before, *rest = TAG.split(marked)
    names = (name.lower() for name in rest[::2])
    seen = [text for name, text in zip(names, rest[1::2], strict=True) if name not in NOT_SHOWN]
    return entities.unescape("\n".join(filter(None, [before, *seen])))


def _element_or_text(found: re.Match[str]) -> str:
    """What names no element of HTML is text, such as <deployment-config-path>, or a comment."""
    name = (found[1] or "").lower()
    if name in ("body", "html") and found[0][1] == "/":
        return "</wbr"  # Nothing; what follows the end of a page is text all the same.
    if name in ELEMENTS or (name.partition(":")[0] in PREFIXES and ":" in name):
        return found[0]
    return found[0].replace("<", "&lt;") if found[1] or found[0] == "<" else ""
