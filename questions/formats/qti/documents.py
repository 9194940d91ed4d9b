"""The QTI documents of a file: the file itself, or those in its package."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import QName, cleanup_namespaces
from lxml.etree import _Element as Element

from questions.drafts import Problem
from questions.reading import archives, xml
from questions.reading.source import Source, Unreadable

ROOTS = re.compile(
    r"<(?:\w+:)?(questestinterop|assessmentItem|assessmentTest|assessmentSection"
    r"|qti-assessment-(?:item|test|section)|item|objectbank)[\s>]"
)
TEST = re.compile(r"<(?:\w+:)?(?:assessmentTest|assessmentSection|qti-assessment-(?:test|section))[\s>]")
MARKUP_BEGINS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")
# Such a document type names a grammar and declares nothing, so nothing is lost without it.
PLAIN_DOCTYPE = re.compile(rb"<!DOCTYPE\s+questestinterop\b[^\[\]<>]*>")
DOCTYPE_WITHIN = 4096


@dataclass(frozen=True)
class Package:
    """The QTI documents of a file by their paths, and all its files; a file that is a document has the path “”."""

    documents: Mapping[str, Source]
    files: Mapping[str, bytes] = field(default_factory=dict)

    def root(self, path: str) -> Element:
        """The root of a document, by the names of QTI 2; raises Unreadable. It is parsed anew, to keep memory low."""
        document = self.documents[path]
        start = PLAIN_DOCTYPE.sub(_blank, document.content[:DOCTYPE_WITHIN], count=1)
        root = xml.parse(Source(document.name, start + document.content[DOCTYPE_WITHIN:]))
        _use_names_of_qti_2(root)
        return root

    def tests(self) -> list[str]:
        """The paths of the documents that put items in order."""
        return [path for path, document in self.documents.items() if TEST.search(document.beginning)]

    def where(self, path: str, element: Element) -> str:
        return Source(self.documents[path].name, b"").at(f"line {element.sourceline}")


def unpack(source: Source) -> Package:
    """The documents of a file; raises Unreadable where there is none."""
    if not archives.is_archive(source.content):
        return Package({"": source})
    files = archives.members(source)
    documents = {path: Source(source.at(path), content) for path, content in files.items()}
    documents = {path: document for path, document in documents.items() if holds_qti(document)}
    if not documents:
        raise Unreadable(Problem(source.name, "holds no QTI document. Export the questions as QTI and upload that."))
    return Package(documents, files)


def holds_qti(source: Source) -> bool:
    """Whether a file begins as a QTI document does."""
    content = source.content[:100].lstrip()
    if not content.startswith(MARKUP_BEGINS):
        return False
    if not (root := ROOTS.search(source.beginning)):
        return False
    # These names alone say little.
    return root[1] not in ("item", "objectbank") or "ims_qti" in source.beginning[: root.end() + 400]


def _blank(doctype: re.Match[bytes]) -> bytes:
    return b"\n" * doctype[0].count(b"\n")


def _use_names_of_qti_2(root: Element) -> None:
    """Drop namespaces, and turn <qti-simple-choice max-choices=""> of QTI 3 into <simpleChoice maxChoices="">."""
    names: dict[str, str] = {}
    for element in root.iter("*"):
        tag = str(element.tag)
        if tag not in names:
            names[tag] = _camel(QName(tag).localname.removeprefix("qti-")) if "qti-" in tag else QName(tag).localname
        if "qti-" in tag:
            for attribute, value in element.items():
                if "-" in attribute:
                    element.set(_camel(str(attribute)), value)
        if tag != names[tag]:
            element.tag = names[tag]
    cleanup_namespaces(root)


def _camel(name: str) -> str:
    first, *others = name.split("-")
    return first + "".join(map(str.capitalize, others))
