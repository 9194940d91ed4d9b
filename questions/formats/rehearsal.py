"""Rehearsal's own text format, one question a file: docs/question-format.md describes it."""

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from questions.drafts import Draft, DraftOption, Parsed, Problem, Reference, Waiver
from questions.formats.texts import is_text
from questions.reading.facts import BadFacts, from_yaml
from questions.reading.format import Format
from questions.reading.source import Source

FIELDS = {"objective", "difficulty", "tags", "references", "takeaway", "checked", "enemies", "order"}
FIELDS |= {"verified", "review", "waivers", "explanation"}
REQUIRED = ("objective", "difficulty", "tags", "references", "takeaway", "checked")
OPTION = re.compile(r"^- \[([ xX])\] ?(.*)$")
RATIONALE = re.compile(r"^  > ?(.*)$")
SLUG = re.compile(r"[a-z0-9][a-z0-9-]*")
FACT = re.compile(r"^(\w+):", re.MULTILINE)
LONGEST_NAME, LONGEST_TAG = 120, 60
COUNT_WORDS = {2: "TWO", 3: "THREE", 4: "FOUR", 5: "FIVE"}


def recognise(source: Source) -> int:
    """How surely a source begins with the facts of a question of this format."""
    text = source.text.content[:20_000] if source.content[:6].lstrip(b"\xef\xbb\xbf").startswith(b"---") else ""
    block, end, _ = text.removeprefix("---\n").partition("\n---")
    return 95 if text.startswith("---\n") and end and len(FIELDS.intersection(FACT.findall(block))) > 2 else 0


def read(source: Source) -> Parsed:
    """The one question of a file, or the errors for which it is none."""
    draft, problems = parse(source.name, source.content)
    return Parsed(drafts=(draft,) if draft else (), problems=tuple(problems))


def parse(name: str, content: bytes) -> tuple[Draft | None, list[Problem]]:
    """Read one question; the draft is None where the file has an error."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        return None, [Problem(name, f"is not UTF-8 text (byte {error.start}). Save it as UTF-8.")]
    if "\0" in text:
        return None, [Problem(name, "holds a NUL character. Save it as plain text.")]
    if not (parts := re.match(r"\A---\n(.*?)\n---\n(.*)\Z", text, re.DOTALL)):
        return None, [Problem(name, "does not begin with a block of facts between two lines of ---.")]
    lasting_name = name.rpartition("/")[2].removesuffix(".md")
    facts, problems = _facts(name, parts[1])
    stem, options = _body(parts[2])
    problems += _problems_of_body(name, stem, options)
    if not _is_slug(lasting_name, LONGEST_NAME):
        rule = f"at most {LONGEST_NAME} letters in lower case, digits and hyphens"
        problems.append(Problem(name, f"must have a name of {rule} before “.md”."))
    if problems:
        return None, problems
    return (
        Draft(
            name=lasting_name,
            stem=stem,
            options=options,
            objective=facts["objective"],
            difficulty=facts["difficulty"],
            tags=tuple(facts["tags"]),
            references=tuple(Reference(reference["title"], reference["url"]) for reference in facts["references"]),
            takeaway=facts["takeaway"],
            checked_on=facts["checked"],
            enemies=tuple(facts.get("enemies") or ()),
            order_locked=facts.get("order") == "locked",
            where=name,
            explanation=(facts.get("explanation") or "").strip(),
            review_by=facts.get("review"),
            verified=facts.get("verified") or "",
            waivers=tuple(Waiver(*waiver) for given in facts.get("waivers") or () for waiver in given.items()),
        ),
        [],
    )


def _facts(name: str, block: str) -> tuple[dict[str, Any], list[Problem]]:
    try:
        facts = from_yaml(block)
    except BadFacts as bad:
        return {}, [Problem(name, f"the block of facts {bad}")]
    wrong = [f"has no “{required}”." for required in REQUIRED if not facts.get(required)]
    wrong += [f"has a field “{unknown}” that the format does not know." for unknown in facts if unknown not in FIELDS]
    checks = {
        "objective": (is_text, "must be the code of a task statement in quotes."),
        "difficulty": (lambda value: type(value) is int and 1 <= value <= 3, "must be 1, 2 or 3."),
        "tags": (_are_tags, f"must be a list of words in lower case with hyphens, each of at most {LONGEST_TAG}."),
        "references": (_are_references, "must be a list of “title” and “url”, the url beginning with https://."),
        "takeaway": (is_text, "must be one sentence of text."),
        "checked": (lambda value: type(value) is date, "must be a day such as 2026-01-31."),
        "verified": (is_text, "must be text."),
        "enemies": (_are_names, "must be a list of names of questions."),
        "order": (lambda value: value == "locked", "can only be “locked”."),
        "review": (lambda value: type(value) is date, "must be a day such as 2027-01-31."),
        "waivers": (_are_waivers, "must be a list of “rule: reason”."),
        "explanation": (is_text, "must be text."),
    }
    given = {field: check for field, check in checks.items() if facts.get(field)}
    wrong += [f"“{field}” {rule}" for field, (holds, rule) in given.items() if not holds(facts[field])]
    return facts, [Problem(name, sentence) for sentence in wrong]


def _body(text: str) -> tuple[str, tuple[DraftOption, ...]]:
    stem: list[str] = []
    options: list[tuple[bool, list[str], list[str]]] = []
    for line in text.split("\n"):
        if option := OPTION.match(line):
            options.append((option[1] != " ", [option[2]], []))
        elif not options:
            stem.append(line)
        elif rationale := RATIONALE.match(line):
            options[-1][2].append(rationale[1])
        else:
            options[-1][1].append(line.removeprefix("  "))
    return "\n".join(stem).strip(), tuple(
        DraftOption("\n".join(lines).strip(), is_key, "\n".join(rationale).strip())
        for is_key, lines, rationale in options
    )


def _problems_of_body(name: str, stem: str, options: tuple[DraftOption, ...]) -> list[Problem]:
    wrong = [] if stem else ["has no stem above its options."]
    if not 2 <= len(options) <= 12:
        wrong.append(f"has {len(options)} options; it needs 2 to 12, each a line that begins with “- [ ]” or “- [x]”.")
    wrong += [f"option {number} has no text." for number, option in enumerate(options, 1) if not option.text]
    wrong += [f"option {number} has no rationale." for number, option in enumerate(options, 1) if not option.rationale]
    if len({option.text for option in options}) < len(options):
        wrong.append("has the same option twice.")
    keys = sum(option.is_key for option in options)
    if not keys:
        wrong.append("has no key: mark the right option with “- [x]”.")
    elif keys == len(options):
        wrong.append("marks every option as the key.")
    if keys > 1 and not stem.endswith(f"(Choose {COUNT_WORDS.get(keys, keys)}.)"):
        wrong.append(f"has {keys} keys, so its stem must end with “(Choose {COUNT_WORDS.get(keys, keys)}.)”.")
    if keys == 1 and re.search(r"\(Choose \w+\.\)\s*\Z", stem):
        wrong.append("asks for several options but has one key.")
    return [Problem(name, sentence) for sentence in wrong]


def _is_slug(value: object, longest: int) -> bool:
    return isinstance(value, str) and len(value) <= longest and SLUG.fullmatch(value) is not None


def _are_tags(value: object) -> bool:
    return isinstance(value, list) and all(_is_slug(tag, LONGEST_TAG) for tag in value)


def _are_names(value: object) -> bool:
    return isinstance(value, list) and all(_is_slug(name, LONGEST_NAME) for name in value)


def _are_waivers(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(waiver, dict) and waiver and all(is_text(part) for pair in waiver.items() for part in pair)
        for waiver in value
    )


def _are_references(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(reference, dict)
        and set(reference) == {"title", "url"}
        and is_text(reference["title"])
        and is_text(reference["url"])
        and _is_https(reference["url"])
        for reference in value
    )


def _is_https(url: str) -> bool:
    try:
        return urlsplit(url).scheme == "https"
    except ValueError:
        return False


FORMAT = Format("rehearsal", "Rehearsal's text format", ".md", recognise, read)
