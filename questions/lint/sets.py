"""Rules on a set: what shows only when many questions are seen together."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import ceil

from questions.drafts import Draft
from questions.lint.finding import SetFinding
from questions.lint.words import plain
from questions.similarity import near_duplicates

# Below these, chance explains what is seen.
FEWEST_FOR_LENGTH = 20
FEWEST_FOR_POSITIONS = 20
LARGEST_SHARE_LONGEST = 0.35
# The 99th percentile of chi-squared by degrees of freedom (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4).
CHI_SQUARED_99 = {1: 6.635, 2: 9.210, 3: 11.345, 4: 13.277, 5: 15.086, 6: 16.812, 7: 18.475, 8: 20.090, 9: 21.666}
MOST_NAMED = 20


def key_often_longest(drafts: Sequence[Draft]) -> Iterator[SetFinding]:
    """By chance the key is the longest of four in a quarter of the questions."""
    of_four = [draft for draft in drafts if len(draft.options) == 4 and len(draft.key) == 1]
    longest = [draft for draft in of_four if _key_is_longest(draft)]
    if len(of_four) >= FEWEST_FOR_LENGTH and len(longest) > LARGEST_SHARE_LONGEST * len(of_four):
        share = ceil(100 * len(longest) / len(of_four))
        message = f"In {share}% of the questions with four options the key is the longest; chance would give 25%."
        yield SetFinding("key-often-longest", message, _names(longest))


def key_positions(drafts: Sequence[Draft]) -> Iterator[SetFinding]:
    """Pearson's chi-squared of the places of the key against a uniform spread, by number of options."""
    for count in sorted({len(draft.options) for draft in drafts}):
        keys = Counter(draft.key[0] for draft in drafts if len(draft.options) == count and len(draft.key) == 1)
        total = keys.total()
        if total < max(FEWEST_FOR_POSITIONS, 5 * count) or count - 1 not in CHI_SQUARED_99:
            continue
        expected = total / count
        chi_squared = sum((keys[place] - expected) ** 2 / expected for place in range(count))
        if chi_squared > CHI_SQUARED_99[count - 1]:
            spread = ", ".join(str(keys[place]) for place in range(count))
            message = (
                f"Of {total} questions with {count} options the key stands {spread} times in each place, written so."
            )
            yield SetFinding("key-positions", f"{message} Shuffling hides it, a printed set does not.")


def near_questions(drafts: Sequence[Draft]) -> Iterator[SetFinding]:
    texts = {
        index: "\n".join((draft.stem, *(option.text for option in draft.options))) for index, draft in enumerate(drafts)
    }
    for one, other, likeness in near_duplicates(texts):
        message = f"These two are {likeness:.0%} alike; keep one, or let them differ. They never stand on one paper."
        yield SetFinding("near-questions", message, _names([drafts[one], drafts[other]]))


def _key_is_longest(draft: Draft) -> bool:
    lengths = [len(plain(option.text)) for option in draft.options]
    return lengths[draft.key[0]] == max(lengths) and lengths.count(max(lengths)) == 1


def _names(drafts: Sequence[Draft]) -> tuple[str, ...]:
    return tuple(draft.name or draft.title or draft.where for draft in drafts[:MOST_NAMED])


ON_KEYS: list[Callable[[Sequence[Draft]], Iterator[SetFinding]]] = [key_often_longest, key_positions]
