"""A file of QTI, read: its items in the order of their tests, each once."""

from dataclasses import dataclass, field, replace
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml.etree import _Element as Element

from questions.drafts import Draft, Level, NotImported, Parsed, Problem
from questions.formats.qti import classic_items, items
from questions.formats.qti.documents import Package, unpack
from questions.formats.qti.pictures import Pictures
from questions.formats.qti.texts import Texts
from questions.formats.qti.titles import Titles
from questions.reading import xml
from questions.reading.checks import sound
from questions.reading.source import Source, Unreadable


def read(source: Source) -> Parsed:
    """The choice questions of a QTI file, and what else it holds by name."""
    package = unpack(source)
    reading = _Reading(package, Pictures(package.files))
    for path in package.tests():
        reading.take_test(path)
    for path in package.documents:
        reading.take_items(path, "")
    if not (reading.drafts or reading.not_imported or reading.problems):
        raise Unreadable(Problem(source.name, "holds no item. Export the questions as QTI and upload that."))
    drafts, problems = sound(reading.drafts)
    texts = [xml.text(document) for document in package.documents.values()]
    return Parsed(
        drafts=drafts,
        not_imported=tuple(reading.not_imported),
        problems=(*(doubt for text in texts for doubt in text.doubts), *reading.problems, *problems),
        encoding=", ".join(sorted({text.encoding for text in texts})),
        pictures=reading.pictures.used,
    )


@dataclass
class _Reading:
    """What has been read of a package so far."""

    package: Package
    pictures: Pictures
    drafts: list[Draft] = field(default_factory=list)
    not_imported: list[NotImported] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    titles: Titles = field(default_factory=Titles)
    done: set[str] = field(default_factory=set)
    seen: set[tuple[str, Draft | NotImported]] = field(default_factory=set)

    def take_test(self, test: str) -> None:
        """Read the items that a test names, in its order and with its sections."""
        if (root := self._root(test)) is None:
            return
        for reference in root.iter("assessmentItemRef"):
            href = unquote(reference.get("href", ""))
            path = normpath(join(dirname(test), href))
            if path in self.package.documents:
                self.take_items(path, self.titles.around(reference))
            elif path not in self.package.files:
                where = self.package.where(test, reference)
                self.problems.append(Problem(where, f"names “{href}”, which is not in the file; upload the package."))

    def take_items(self, path: str, category: str) -> None:
        """Read the items of a document, unless that was done."""
        if path in self.done or (root := self._root(path)) is None:
            return
        self.done.add(path)
        for item in root.iter("assessmentItem", "item"):
            texts = Texts(self.package.where(path, item), path, self.pictures)
            if item.tag == "item":
                found, problems = classic_items.read(item, texts, self.titles.around(item))
            else:
                found, problems = items.read(item, texts, category)
            self._keep(item.get("ident") or item.get("identifier") or "", found, problems)

    def _root(self, path: str) -> Element | None:
        try:
            return self.package.root(path)
        except Unreadable as unreadable:
            if not path:
                raise
            self.done.add(path)
            self.problems.append(unreadable.problem)
            return None

    def _keep(self, identifier: str, found: Draft | NotImported | None, problems: list[Problem]) -> None:
        if found is not None:
            alike = (identifier, _content(found))
            if alike in self.seen:
                self.problems.append(
                    Problem(found.where, "stands in the file before; it was taken once.", Level.WARNING)
                )
                return
            self.seen.add(alike)
        self.problems += problems
        if isinstance(found, Draft):
            self.drafts.append(found)
        elif found is not None:
            self.not_imported.append(found)


def _content(found: Draft | NotImported) -> Draft | NotImported:
    return replace(found, where="", category="") if isinstance(found, Draft) else replace(found, where="")
