"""Rules on the options as a list: alike in form, different in meaning, in an order."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from itertools import combinations

from questions.drafts import Draft, Level
from questions.lint.finding import Finding, Rule, option
from questions.lint.words import plain, words

FEWEST_OF_MULTIPLE = 5
NEARLY_SAME = 0.9
CATCH_ALL = re.compile(
    r"^\W*(?:all|none|both|any|neither|either)\s+of\s+(?:the\s+)?(?:above|below|these|them|others)\b", re.I
)
NUMBER = re.compile(r"^[^\d\w-]*(-?\d[\d,]*(?:\.\d+)?)\s*([^\d\s]*)[^\d]*$")
RANGE = re.compile(r"^\D*?(\d[\d,]*(?:\.\d+)?)\s*\S{0,3}\s*(?:-|\u2013|to)\s*\D{0,3}(\d[\d,]*(?:\.\d+)?)\s*\S*$")


def catch_all(draft: Draft, today: date) -> Iterator[Finding]:
    for index, each in enumerate(draft.options):
        if is_catch_all(each.text):
            message = f"“{plain(each.text)}” can be told from one other option; write an option of its own."
            yield Finding("catch-all", option(index), message)


def is_catch_all(text: str) -> bool:
    return CATCH_ALL.match(plain(text)) is not None


def nearly_same(draft: Draft, today: date) -> Iterator[Finding]:
    texts = [plain(each.text).lower() or each.text.strip().lower() for each in draft.options]
    for one, other in combinations(range(len(texts)), 2):
        if texts[one] == texts[other] and draft.options[one].text.strip() == draft.options[other].text.strip():
            yield Finding("same-option", option(other), f"is the same as {option(one)}; change one.", Level.ERROR)
        elif len(words(texts[one])) >= 8 and _likeness(texts[one], texts[other]) >= NEARLY_SAME:
            yield Finding("near-options", option(other), f"says nearly what {option(one)} says; make them differ.")


def full_stops(draft: Draft, today: date) -> Iterator[Finding]:
    yield from _odd_one(
        draft, "full-stop", lambda text: text.endswith("."), "ends with a full stop", "has no full stop"
    )


def capitals(draft: Draft, today: date) -> Iterator[Finding]:
    starts = [plain(each.text)[:1] for each in draft.options]
    if all(start.isalpha() for start in starts):
        yield from _odd_one(draft, "capitals", lambda text: text[:1].isupper(), "begins with a capital", "begins small")


def not_parallel(draft: Draft, today: date) -> Iterator[Finding]:
    """An option that begins in another form than all others stands out."""
    if len(draft.options) < 3 or not all(words(each.text) for each in draft.options):
        return
    forms = [_form(words(each.text)[0], len(words(each.text))) for each in draft.options]
    (common, times), *_ = Counter(forms).most_common(1)
    if times == len(forms) - 1 and common:
        index = next(place for place, form in enumerate(forms) if form != common)
        if forms[index] in {"…ing", "to …"} or common in {"…ing", "to …"}:
            message = f"begins in another form than the others, which begin with “{common}”; write all alike."
            yield Finding("not-parallel", option(index), message)


def units_differ(draft: Draft, today: date) -> Iterator[Finding]:
    numbers = _numbers(draft)
    units = {unit for _, unit in numbers or []}
    if numbers and "" in units and len(units) > 1:
        yield Finding("units", "options", "are numbers, some with a unit and some without; give each its unit.")


def out_of_order(draft: Draft, today: date) -> Iterator[Finding]:
    numbers = _numbers(draft)
    if not numbers or len({unit for _, unit in numbers}) > 1:
        return
    values = [value for value, _ in numbers]
    if values not in (sorted(values), sorted(values, reverse=True)):
        yield Finding("number-order", "options", "are numbers in no order; sort them, and keep their order.")


def overlapping_ranges(draft: Draft, today: date) -> Iterator[Finding]:
    found = [RANGE.match(plain(each.text)) for each in draft.options]
    spans = [sorted(float(end.replace(",", "")) for end in match.groups()) for match in found if match]
    if len(spans) == len(draft.options):
        for (one, (low, high)), (other, (start, end)) in combinations(enumerate(spans), 2):
            if low < end and start < high:
                yield Finding("ranges", option(other), f"overlaps {option(one)}; a value could be in both.")


def few_for_multiple(draft: Draft, today: date) -> Iterator[Finding]:
    if draft.is_multiple and len(draft.options) < FEWEST_OF_MULTIPLE:
        message = f"are {len(draft.options)} where several may be right; five or more leave less to a guess."
        yield Finding("few-options", "options", message)


def _odd_one(draft: Draft, rule: str, has: Callable[[str], bool], does: str, does_not: str) -> Iterator[Finding]:
    """One option that is the only one with a form, or the only one without."""
    holds = [has(plain(each.text)) for each in draft.options]
    if len(holds) > 2 and holds.count(True) in {1, len(holds) - 1}:
        odd = holds.index(holds.count(True) == 1)
        yield Finding(rule, option(odd), f"{does if holds[odd] else does_not}, unlike the others; write all alike.")


def _form(first: str, length: int) -> str:
    if first == "to" and length > 2:
        return "to …"
    return "…ing" if first.endswith("ing") and len(first) > 5 and length > 1 else "other"


def _numbers(draft: Draft) -> list[tuple[float, str]] | None:
    found = [NUMBER.match(plain(each.text)) for each in draft.options]
    if len(found) < 3 or not all(found):
        return None
    return [(float(match[1].replace(",", "")), match[2].lower().rstrip(".")) for match in found if match]


def _likeness(one: str, other: str) -> float:
    if min(len(one), len(other)) < NEARLY_SAME * max(len(one), len(other)) - 2:
        return 0.0
    first, second = _trigrams(one), _trigrams(other)
    return len(first & second) / max(1, len(first | second))


# Each option is held against all others.
@lru_cache(maxsize=16)
def _trigrams(text: str) -> frozenset[str]:
    return frozenset(text[start : start + 3] for start in range(len(text) - 2))


RULES: list[Rule] = [
    catch_all, nearly_same, full_stops, capitals, not_parallel, units_differ, out_of_order, overlapping_ranges,
    few_for_multiple,
]  # fmt: skip
