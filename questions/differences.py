"""What changed between two wordings of a question, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from questions.drafts import Draft

Run = tuple[str, str]


@dataclass(frozen=True)
class Difference:
    """A part of the question that changed; its runs are (same, gone or new, text)."""

    part: str
    runs: tuple[Run, ...]


def differences(before: Draft, after: Draft) -> list[Difference]:
    """The parts that are not the same, in the order in which a question is read."""
    one, other = dict(_parts(before)), dict(_parts(after))
    return [
        Difference(part, tuple(_runs(one.get(part, ""), other.get(part, ""))))
        for part in [*other, *(part for part in one if part not in other)]
        if one.get(part, "") != other.get(part, "")
    ]


def _parts(draft: Draft) -> Iterator[tuple[str, str]]:
    yield "Title", draft.title
    yield "Stem", draft.stem
    for number, option in enumerate(draft.options, 1):
        yield f"Option {number}", f"{'[key] ' if option.is_key else ''}{option.text}"
        yield f"Rationale of option {number}", option.rationale
    yield "Explanation", draft.explanation
    yield "Takeaway", draft.takeaway
    yield "Task statement", draft.objective
    yield "Difficulty", str(draft.difficulty)
    yield "Tags", ", ".join(draft.tags)
    yield "References", "\n".join(f"{reference.title}: {reference.url}" for reference in draft.references)
    yield "Order of options", "locked" if draft.order_locked else "shuffled"
    yield "Checked on", str(draft.checked_on or "")
    yield "Review by", str(draft.review_by or "")
    yield "Waivers", "\n".join(f"{waiver.rule}: {waiver.reason}" for waiver in draft.waivers)


def _runs(before: str, after: str) -> Iterator[Run]:
    one, other = _words(before), _words(after)
    for operation, start, end, from_, to in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if operation == "equal":
            yield "same", "".join(one[start:end])
        else:
            if end > start:
                yield "gone", "".join(one[start:end])
            if to > from_:
                yield "new", "".join(other[from_:to])


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)
