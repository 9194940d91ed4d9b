"""Question text: Markdown in, safe HTML out, once, when a question comes in."""

import re

import nh3
from markdown_it import MarkdownIt

# Raw HTML is text, so that <deployment-config-path> reads as it was typed.
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": False}).enable(["table", "strikethrough"])

TAGS = {
    "p", "br", "hr", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "img", "sub", "sup",
    "table", "thead", "tbody", "tr", "th", "td", "h3", "h4", "h5", "h6",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "th": {"class"}, "td": {"class"}, "ol": {"start"}}
# Most options are a line in which no character acts, and rendering many thousands of those takes seconds.
PLAIN_LINE = re.compile(r"[A-Za-z(][A-Za-z0-9 ,;?()/%]*(?:[.:'-][A-Za-z0-9 ,;?()/%]+)*[.:]?(?<! )")
# The corner of a table of two sides heads nothing, and a heading without words is a riddle when read aloud.
CORNER = re.compile(r"<th( [^>]*)?></th>")
ALIGNMENT = re.compile(r' style="text-align:(left|center|right)"')


def to_html(text: str) -> str:
    """Render a block of Markdown; images are kept where they are this site's own, links open nothing by themselves."""
    if PLAIN_LINE.fullmatch(text):
        return f"<p>{text}</p>"
    html = CORNER.sub(r"<td\1></td>", ALIGNMENT.sub(r' class="\1"', _markdown.render(text)))
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_keep,
        url_schemes={"https", "http", "mailto"},
        link_rel="noopener noreferrer",
    ).strip()


def to_inline_html(text: str) -> str:
    """Render Markdown and unwrap a single paragraph, for an option that is one line."""
    html = to_html(text)
    alone = re.fullmatch(r"<p>((?:(?!</?p>).)*)</p>", html, re.DOTALL)
    return alone[1] if alone else html


def _keep(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src":
        return value if value.startswith("/") and not value.startswith("//") else None
    if attribute == "class":
        return value if value in {"left", "center", "right"} else None
    return value
