"""Cards and contrasts from their files: docs/concepts.md has the format."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from questions.concepts.cards import Card, Contrast, Section, Status
from questions.concepts.glossary import Glossary
from questions.drafts import Problem, Reference
from questions.reading.facts import BadFacts, from_yaml

SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
PARTS = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
HEADINGS = ("Use it when", "Not when", "Limits and numbers")
REQUIRED = ("title", "domain", "objectives", "references", "checked", "verified")
FIELDS = {*REQUIRED, "formerly", "also", "status", "status_note"}
ROWS = range(3, 7)


class ConceptErrors(Exception):
    """Cards with mistakes; nothing of them is used."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class Wrong(Exception):
    """What is wrong with one file."""


def read(folder: Path) -> Glossary:
    """Read a folder of cards and its folder of contrasts; raises ConceptErrors that name each file and reason."""
    problems: list[Problem] = []
    cards = list(_each(folder, _card, problems))
    contrasts = list(_each(folder / "contrasts", _contrast, problems))
    problems += [*_without_card(contrasts, {card.slug for card in cards}), *_claimed_twice(cards)]
    if problems:
        raise ConceptErrors(problems)
    return Glossary(
        from_yaml((folder / "glossary.yaml").read_text(encoding="utf-8"))["outline"],
        tuple(sorted(cards, key=lambda card: card.title.casefold())),
        tuple(contrasts),
    )


def _each(folder: Path, parse: Any, problems: list[Problem]) -> Iterator[Any]:
    for path in sorted(folder.glob("*.md")):
        try:
            if not (parts := PARTS.match(path.read_text(encoding="utf-8"))):
                raise Wrong("does not begin with a block of facts between two lines of ---.")
            yield parse(path.stem, from_yaml(parts[1]), parts[2].strip())
        except BadFacts as bad:
            problems.append(Problem(path.name, f"the block of facts {bad}"))
        except (Wrong, ValueError) as wrong:
            problems.append(Problem(path.name, str(wrong)))


def _card(slug: str, facts: dict[str, Any], body: str) -> Card:
    _check_fields(facts, REQUIRED, FIELDS)
    what, *parts = re.split(r"^## +(.+)\n", body, flags=re.MULTILINE)
    sections = tuple(Section(*pair) for pair in zip(parts[::2], map(str.strip, parts[1::2]), strict=True))
    if tuple(section.heading for section in sections) != HEADINGS:
        raise Wrong(f"must have these headings, in this order: {', '.join(HEADINGS)}.")
    if not what.strip() or not SLUG.fullmatch(slug):
        raise Wrong("needs sentences that say what it is, and a name in lower case with hyphens.")
    return Card(
        slug=slug,
        title=facts["title"],
        domain=str(facts["domain"]),
        objectives=tuple(facts["objectives"]),
        what=what.strip(),
        sections=sections,
        formerly=tuple(facts.get("formerly") or ()),
        also=tuple(facts.get("also") or ()),
        status=Status(facts["status"]) if "status" in facts else None,
        status_note=facts.get("status_note") or "",
        references=tuple(Reference(each["title"], each["url"]) for each in facts["references"]),
        checked_on=_day(facts["checked"]),
        verified=facts["verified"],
    )


def _contrast(name: str, facts: dict[str, Any], body: str) -> Contrast:
    _check_fields(facts, ("between", "checked"), {"between", "checked", "verified"})
    first, second = facts["between"]
    if name != f"{first}--{second}":
        raise Wrong(f"must be called {first}--{second}.md, as “between” says.")
    table, _, closing = body.partition("\n\n")
    head, _, *rows = [tuple(cell.strip() for cell in line.strip("| ").split("|")) for line in _lines(table)]
    if len(rows) not in ROWS or {len(row) for row in rows} != {3}:
        raise Wrong(f"must have a table of {ROWS.start} to {ROWS.stop - 1} rows of three cells.")
    return Contrast(
        between=(first, second),
        head=head,
        rows=tuple(rows),
        closing=closing.strip(),
        checked_on=_day(facts["checked"]),
        verified=facts.get("verified") or "",
    )


def _lines(table: str) -> list[str]:
    lines = table.strip().split("\n")
    if len(lines) < 2 or not all(line.startswith("|") for line in lines):
        raise Wrong("must begin with a table.")
    return lines


def _check_fields(facts: dict[str, Any], required: tuple[str, ...], known: set[str]) -> None:
    wrong = [f"has no “{field}”" for field in required if not facts.get(field)]
    wrong += [f"has a field “{field}” that cards do not know" for field in facts if field not in known]
    if wrong:
        raise Wrong("; ".join(wrong) + ".")


def _day(value: object) -> date:
    if type(value) is not date:
        raise Wrong("“checked” must be a day such as 2026-01-31.")
    return value


def _without_card(contrasts: list[Contrast], slugs: set[str]) -> Iterator[Problem]:
    for contrast in contrasts:
        for slug in sorted(set(contrast.between) - slugs):
            yield Problem("--".join(contrast.between), f"is about “{slug}”, and there is no such card.")


def _claimed_twice(cards: list[Card]) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    for card in cards:
        for name in card.names:
            key = name.casefold() if card.is_idea else name
            if owners.setdefault(key, card.slug) != card.slug:
                yield Problem(card.slug, f"has the name “{name}”, which is {owners[key]}'s already.")
