"""The titles of what stands around an item."""

from lxml.etree import _Element as Element

SECTIONS = ("assessment", "assessmentSection", "objectbank", "section")


class Titles:
    """The titles of sections, each looked for once: a section may hold thousands of items."""

    def __init__(self) -> None:
        self._known: dict[Element, str] = {}

    def around(self, element: Element) -> str:
        """The titles of the sections around an item, or else of its quiz or bank."""
        around = [(str(each.tag), self._of(each)) for each in element.iterancestors(*SECTIONS)]
        titles = [title for tag, title in reversed(around) if title and tag.lower().endswith("section")]
        return " / ".join(titles) or next((title for _, title in around if title), "")

    def _of(self, section: Element) -> str:
        if section not in self._known:
            self._known[section] = section.get("title", "").strip() or _bank_title(section)
        return self._known[section]


def _bank_title(section: Element) -> str:
    for named in section.iterfind("qtimetadata/qtimetadatafield"):
        if named.findtext("fieldlabel", "").strip() == "bank_title":
            return named.findtext("fieldentry", "").strip()
    return ""
