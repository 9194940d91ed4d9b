"""What changed between two wordings of a question, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from questions.drafts import Draft

Run = tuple[str, str]
# Where less than this share of the shorter text stays, both read best one after the other.
ALIKE = 0.5
WORD, LINE = re.compile(r"\s+|\w+|[^\w\s]"), re.compile(r".*\n|.+")
# Comparing takes up to the cube of their number.
MOST_PIECES = 1500


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
        yield f"Option {number}", option.text
        yield f"Rationale of option {number}", option.rationale
    yield "Right options", ", ".join(str(index + 1) for index in draft.key)
    yield "Explanation", draft.explanation
    yield "Takeaway", draft.takeaway
    yield "Task statement", draft.objective
    yield "Difficulty", str(draft.difficulty)
    yield "Tags", ", ".join(draft.tags)
    yield "References", "\n".join(f"{reference.title}: {reference.url}" for reference in draft.references)
    yield "Order of options", "locked" if draft.order_locked else "shuffled"
    yield "Checked on", str(draft.checked_on or "")
    yield "What was checked", draft.verified
    yield "Review by", str(draft.review_by or "")
    yield "Waivers", "\n".join(f"{waiver.rule}: {waiver.reason}" for waiver in draft.waivers)


def _runs(before: str, after: str) -> Iterator[Run]:
    one, other = _pieces(before, after)
    steps = SequenceMatcher(None, one, other).get_opcodes()
    stays = "".join("".join(one[start:end]) for step, start, end, _, _ in steps if step == "equal")
    if _letters(stays) < ALIKE * min(_letters(before), _letters(after)):
        yield from _change(before, after)
        return
    gone = new = ""
    for number, (step, start, end, from_, to) in enumerate(steps):
        old, fresh = "".join(one[start:end]), "".join(other[from_:to])
        # A space alone between two changes would tear a sentence into scraps.
        if step != "equal" or (old.isspace() and 0 < number < len(steps) - 1):
            gone, new = gone + old, new + fresh
            continue
        yield from _change(gone, new)
        yield "same", old
        gone = new = ""
    yield from _change(gone, new)


def _change(gone: str, new: str) -> Iterator[Run]:
    if gone:
        yield "gone", gone
    if new:
        yield "new", new


def _letters(text: str) -> int:
    return sum(map(len, text.split()))


def _pieces(before: str, after: str) -> tuple[list[str], list[str]]:
    """Both texts in words; in lines where these are too many, and else in one piece."""
    for finest in (WORD, LINE):
        one, other = finest.findall(before), finest.findall(after)
        if max(len(one), len(other)) <= MOST_PIECES:
            return one, other
    return [before], [after]
