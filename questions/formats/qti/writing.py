"""A set as a package of QTI 2.1: a document per question, a test that orders them, and the pictures."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from urllib.parse import quote, unquote
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from questions.drafts import Draft, Written
from questions.formats.qti import templates
from questions.formats.qti.xhtml import NOT_IN_XML, ToXhtml

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
SAFE_PATH = re.compile(r"(?!\.|(?:items|renamed|test\.xml|imsmanifest\.xml)(?:/|$))[\w .()+-]+(?:/(?!\.)[\w .()+-]+)*")
PICTURE = "picture:"
HOMELESS: dict[str, Callable[[Draft], bool]] = {
    "names": lambda draft: bool(draft.name),
    "task statements": lambda draft: bool(draft.objective),
    "difficulties": lambda draft: draft.difficulty != 2,
    "tags": lambda draft: bool(draft.tags),
    "references": lambda draft: bool(draft.references),
    "takeaways": lambda draft: bool(draft.takeaway),
    "days of checking": lambda draft: draft.checked_on is not None,
    "what was checked": lambda draft: bool(draft.verified),
    "days to review by": lambda draft: draft.review_by is not None,
    "questions that exclude each other": lambda draft: bool(draft.enemies),
    "waivers": lambda draft: bool(draft.waivers),
}


def write(drafts: Sequence[Draft], pictures: Mapping[str, bytes]) -> Written:
    """A ZIP with a manifest; the same drafts give the same bytes."""
    kept = _Pictures({quote(unquote(name)): content for name, content in pictures.items()})
    xhtml = ToXhtml(kept.address_of)
    named = list(zip(_identifiers(drafts), drafts, strict=True))
    items: dict[str, str] = {}
    resources = ""
    for identifier, draft in named:
        before = len(kept.asked_for)
        items[f"items/{identifier}.xml"] = _item(identifier, draft, xhtml)
        resources += _resource(identifier, kept.asked_for[before:])
    dependencies = "".join(templates.DEPENDENCY.format(identifier=identifier) for identifier, _ in named)
    documents = {
        "imsmanifest.xml": templates.MANIFEST.format(dependencies=dependencies, resources=resources),
        "test.xml": templates.TEST.format(sections="".join(_sections(named))),
        **items,
    }
    files = {path: text.encode() for path, text in documents.items()}
    files |= {path: kept.pictures[name] for name, path in kept.paths.items()}
    return Written(_zipped(files), tuple(_lost(drafts, kept.missing, xhtml.dropped)))


@dataclass
class _Pictures:
    """The pictures that questions name, by name; `paths` are where they lie in the package."""

    pictures: Mapping[str, bytes]
    paths: dict[str, str] = field(default_factory=dict)
    asked_for: list[str] = field(default_factory=list)
    missing: set[str] = field(default_factory=set)

    def address_of(self, source: str) -> str | None:
        name = quote(unquote(source.removeprefix(PICTURE)))
        if not source.startswith(PICTURE) or name not in self.pictures:
            self.missing.add(source)
            return None
        if name not in self.paths:
            path = unquote(name)
            self.paths[name] = path if SAFE_PATH.fullmatch(path) else f"renamed/{len(self.paths) + 1}"
        self.asked_for.append(self.paths[name])
        return quote(f"../{self.paths[name]}")


def _identifiers(drafts: Sequence[Draft]) -> Iterator[str]:
    taken = set()
    for number, draft in enumerate(drafts, 1):
        is_free = IDENTIFIER.fullmatch(draft.name) and draft.name.lower() not in taken
        identifier = draft.name if is_free else f"question-{number:05}"
        taken.add(identifier.lower())
        yield identifier


def _item(identifier: str, draft: Draft, xhtml: ToXhtml) -> str:
    options = [(f"choice_{number}", option) for number, option in enumerate(draft.options, 1)]
    feedback = [("CHOSEN", choice, option.rationale) for choice, option in options]
    feedback.append(("ANSWERED", "YES", draft.explanation))
    return templates.ITEM.format(
        identifier=quoteattr(identifier),
        title=_attribute(draft.title),
        cardinality="multiple" if draft.is_multiple else "single",
        correct="".join(templates.CORRECT.format(identifier=choice) for choice, option in options if option.is_key),
        stem=xhtml.of(draft.stem),
        shuffle="false" if draft.order_locked else "true",
        most=0 if draft.is_multiple else 1,
        choices="".join(
            templates.CHOICE.format(identifier=choice, text=xhtml.of(option.text)) for choice, option in options
        ),
        feedback="".join(
            templates.FEEDBACK.format(outcome=outcome, identifier=shown_for, text=xhtml.of(text))
            for outcome, shown_for, text in feedback
            if text
        ),
    )


def _resource(identifier: str, pictures: Sequence[str]) -> str:
    files = "".join(templates.FILE.format(href=quoteattr(quote(path))) for path in dict.fromkeys(pictures))
    return templates.RESOURCE.format(identifier=identifier, files=files)


def _sections(named: Sequence[tuple[str, Draft]]) -> Iterator[str]:
    by_category = groupby(named, key=lambda each: each[1].category)
    for number, (category, within) in enumerate(by_category, 1):
        items = "".join(templates.ITEM_REFERENCE.format(identifier=identifier) for identifier, _ in within)
        yield templates.SECTION.format(number=number, title=_attribute(category), items=items)


def _attribute(text: str) -> str:
    return quoteattr(NOT_IN_XML.sub("", text))


def _lost(drafts: Sequence[Draft], missing: set[str], dropped: set[str]) -> Iterator[str]:
    homeless = [what for what, has_it in HOMELESS.items() if any(map(has_it, drafts))]
    homeless += sorted(dropped)
    if homeless:
        yield f"QTI 2.1 has no place for: {', '.join(homeless)}."
    if missing:
        yield f"Pictures that are not in the set are written as their text: {', '.join(sorted(missing))}."


def _zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for path, content in files.items():
            archive.writestr(ZipInfo(path), content, ZIP_DEFLATED)
    return buffer.getvalue()
