"""Markdown as the XHTML that QTI 2.1 allows."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

# As questions/markup.py reads it.
_markdown = MarkdownIt("commonmark", {"html": False, "breaks": False, "xhtmlOut": True}).enable(
    [
        "table",
        "strikethrough",
    ]
)
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
UNKNOWN_ATTRIBUTES = {
    "start": "the first numbers of lists",
    "style": "the alignment of columns",
    "title": "the titles of links and pictures",
}
STRUCK_OUT = "the lines through text that is struck out"
CONTROL_CHARACTERS = "control characters"


@dataclass
class ToXhtml:
    """Turns Markdown to XHTML; `dropped` is what of it QTI does not allow.

    `address_of` tells where the file of an image is, and None for one that is not there.
    """

    address_of: Callable[[str], str | None]
    dropped: set[str] = field(default_factory=set)

    def of(self, text: str) -> str:
        """A block of Markdown."""
        allowed = NOT_IN_XML.sub("", text)
        if allowed != text:
            self.dropped.add(CONTROL_CHARACTERS)
        return str(_markdown.renderer.render(self._tokens(_markdown.parse(allowed)), _markdown.options, {}))

    def _tokens(self, tokens: Sequence[Token]) -> list[Token]:
        return [self._allowed(token) for token in tokens if not self._is_struck(token)]

    def _is_struck(self, token: Token) -> bool:
        if token.type in ("s_open", "s_close"):
            self.dropped.add(STRUCK_OUT)
            return True
        return False

    def _allowed(self, token: Token) -> Token:
        if token.type == "image":
            address = self.address_of(str(token.attrs.get("src", "")))
            if address is None:
                return Token("text", "", 0, content=token.content)
            token.attrs["src"] = address
        elif token.children:
            token.children = self._tokens(token.children)
        for attribute, what in UNKNOWN_ATTRIBUTES.items():
            if token.attrs.pop(attribute, None) is not None:
                self.dropped.add(what)
        return token
