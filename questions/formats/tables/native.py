"""The native template: the columns of Udemy's bulk upload, with more options where a question has more."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from questions.drafts import Draft
from questions.formats.tables.neutral import ILLEGAL, storable
from questions.formats.tables.sheet import LONGEST_CELL
from questions.formats.tables.shown import is_plain, shown

FEWEST_OPTIONS = 6
UNHELD: dict[str, Callable[[Draft], object]] = {
    "name": lambda draft: draft.name,
    "title": lambda draft: draft.title,
    "takeaway": lambda draft: draft.takeaway,
    "references": lambda draft: draft.references,
    "tags": lambda draft: draft.tags,
    "enemies": lambda draft: draft.enemies,
    "dates (checked, review by)": lambda draft: draft.checked_on or draft.review_by,
    "what was checked": lambda draft: draft.verified,
    "difficulty": lambda draft: draft.difficulty != 2,
    "waivers": lambda draft: draft.waivers,
    "fixed order of options": lambda draft: draft.order_locked,
    "task statement beside the category": lambda draft: draft.objective and draft.category,
    "formatting (lists, emphasis, code within a line, links, pictures)": lambda draft: (
        not all(map(is_plain, _texts(draft)))
    ),
    f"text beyond {LONGEST_CELL} characters": lambda draft: any(len(text) > LONGEST_CELL for text in _texts(draft)),
    "control characters": lambda draft: any(map(ILLEGAL.search, _texts(draft))),
}


def cells_of(drafts: Sequence[Draft]) -> tuple[list[list[str]], tuple[str, ...]]:
    """A header and a row for each draft; and what such rows do not hold, a sentence each."""
    options = max([FEWEST_OPTIONS, *(len(draft.options) for draft in drafts)])
    rows, counts = [_header(options)], dict.fromkeys(UNHELD, 0)
    for draft in drafts:
        rows.append([storable(text)[:LONGEST_CELL] for text in _row(draft, options)])
        for what, has in UNHELD.items():
            counts[what] += bool(has(draft))
    return rows, tuple(f"{_questions(count)}: {what}." for what, count in counts.items() if count)


def width_of(name: str) -> int:
    """How wide a column of this name is, in characters."""
    return {"Question": 60, "Overall Explanation": 60}.get(name, 30 if name[-1:].isdigit() else 20)


def _header(options: int) -> list[str]:
    pairs = chain.from_iterable((f"Answer Option {at}", f"Explanation {at}") for at in range(1, options + 1))
    return ["Question", "Question Type", *pairs, "Correct Answers", "Overall Explanation", "Domain"]


def _row(draft: Draft, options: int) -> list[str]:
    pairs = list(chain.from_iterable((shown(option.text), shown(option.rationale)) for option in draft.options))
    return [
        shown(draft.stem),
        "multi-select" if draft.is_multiple else "multiple-choice",
        *pairs,
        *[""] * (2 * options - len(pairs)),
        ",".join(str(index + 1) for index in draft.key),
        shown(draft.explanation),
        draft.category or draft.objective,
    ]


def _texts(draft: Draft) -> Iterable[str]:
    options = chain.from_iterable((option.text, option.rationale) for option in draft.options)
    return filter(None, (draft.stem, draft.explanation, *options))


def _questions(count: int) -> str:
    return "1 question loses" if count == 1 else f"{count} questions lose"
