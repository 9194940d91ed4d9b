"""The pictures that a Moodle file carries within its texts."""

import re
from base64 import b64decode
from hashlib import sha256
from itertools import chain, count
from urllib.parse import unquote

from lxml import etree

PLACE = "@@PLUGINFILE@@/"
DATA = re.compile(r"data:image/(png|jpe?g|gif|webp|svg)(?:\+xml)?;base64,", re.IGNORECASE)
UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


class Pictures:
    """Names and keeps pictures as texts show them; two with one name but other bytes get names of their own."""

    def __init__(self) -> None:
        self.by_name: dict[str, bytes] = {}
        self._names: dict[tuple[str, bytes], str] = {}
        self._text: etree._Element | None = None
        self._files: dict[str, etree._Element] = {}

    def show(self, address: str, text: etree._Element) -> str | None:
        """The name of the picture that an address in a text means; None where the text brings none."""
        if inline := DATA.match(address):
            return self._keep(f"picture.{inline[1].lower()}", address[inline.end() :])
        if not address.startswith(PLACE):
            return None
        if text is not self._text:
            self._text = text
            self._files = {f"{file.get('path') or '/'}{file.get('name')}": file for file in text.iterchildren("file")}
        for path in (address.removeprefix(PLACE), address.removeprefix(PLACE).partition("?")[0]):
            if (file := self._files.get(f"/{unquote(path)}")) is not None:
                return self._keep(str(file.get("name")), file.text or "")
        return None

    def _keep(self, wanted: str, base64: str) -> str | None:
        try:
            content = b64decode(base64)
        except ValueError:
            return None
        if not content:
            return None
        safe = UNSAFE.sub("-", wanted)[-100:].lstrip("-.") or "picture"
        known = (safe, sha256(content).digest())
        if known not in self._names:
            self._names[known] = self._free(safe)
            self.by_name[self._names[known]] = content
        return self._names[known]

    def _free(self, name: str) -> str:
        begin, dot, end = name.rpartition(".")
        numbered = (f"{begin or end}-{number}{begin and dot + end}" for number in count(len(self.by_name) + 1))
        return next(free for free in chain([name], numbered) if free not in self.by_name)
