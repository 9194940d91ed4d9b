"""YAML front matter of a Markdown file: the stem of its one question, or facts about its questions."""

from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from questions.drafts import Draft, Level, Problem, Reference
from questions.formats.markdown import facts
from questions.reading.facts import BadFacts, from_yaml
from questions.reading.source import Source, Unreadable

STEM = ("question", "stem", "prompt")
TEXTS = {"title": "title", "category": "category", "domain": "category", "topic": "category"}
TEXTS |= {"explanation": "explanation", "rationale": "explanation", "objective": "objective", "takeaway": "takeaway"}
PAGES = ("documentation", "reference", "references", "source", "url", "link", "links")


@dataclass
class Front:
    """What front matter says; `first` is the number of the line after it."""

    body: str
    first: int = 1
    stem: str = ""
    said: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def adds_to(self, draft: Draft, is_alone: bool) -> Draft:
        """The draft with what it does not say itself; what is of one question goes to the only one alone."""
        of_all = {"category", "tags", "difficulty", "objective"}
        said = {name: value for name, value in self.said.items() if is_alone or name in of_all}
        added = {name: value for name, value in said.items() if name in of_all or not getattr(draft, name)}
        return replace(draft, **added) if added else draft


def front_of(source: Source) -> Front:
    """Split a file from its front matter; raises Unreadable where that cannot be read."""
    text = source.text.content
    end = text.find("\n---", 3) if text.startswith("---\n") else -1
    if end < 0 or text[end + 4 : end + 5].strip():
        return Front(text)
    block = text[4 : end + 1]
    try:
        fields = from_yaml(block)
    except BadFacts as bad:
        if ":" not in block.partition("\n")[0]:
            return Front(text)
        raise Unreadable(Problem(source.at("line 1"), f"its front matter {bad}")) from bad
    body = text[end + 4 :].removeprefix("\n")
    front = Front(body, block.count("\n") + 3)
    for name, value in fields.items():
        if not _take(front, str(name).lower(), value):
            message = f"its front matter has a field “{name}” that is not read here."
            front.problems.append(Problem(source.at("line 1"), message, Level.WARNING))
    return front


def _take(front: Front, name: str, value: Any) -> bool:
    try:
        if name in STEM and not front.stem:
            front.stem = facts.text(value).strip()
        elif name in TEXTS:
            front.said[TEXTS[name]] = facts.text(value).strip()
        elif name == "tags":
            front.said["tags"] = facts.texts(value)
        elif name == "difficulty":
            front.said["difficulty"] = facts.difficulty(value)
        elif name in PAGES:
            pages = tuple(map(_page, value if isinstance(value, list) else [value]))
            front.said["references"] = (*front.said.get("references", ()), *pages)
        else:
            return False
    except (TypeError, ValueError, KeyError):
        return False
    return True


def _page(value: Any) -> Reference:
    if isinstance(value, dict):
        return facts.reference(value.get("title") or _site(value["url"]), value["url"])
    return facts.reference(_site(value), value)


def _site(url: object) -> str:
    return urlsplit(facts.text(url)).hostname or ""
