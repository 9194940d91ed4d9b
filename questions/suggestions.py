"""Which task statement a question is about, told by words: plain enough to say why."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import log

WORDS_TOLD = 3
# A question that shares a single common word with a task statement is about nothing in particular.
LEAST_SCORE = 2.0
# The words of the outline itself say more than those of any one question.
OUTLINE_WEIGHT = 3


@dataclass(frozen=True)
class Suggestion:
    """A task statement's code, and the words of the question that spoke for it, the weightiest first."""

    objective: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return "because of " + ", ".join(f"“{word}”" for word in self.words)


class Suggester:
    """Weighs the words of a question by how few task statements use them.

    The weight of a word for a task statement is its share there times log(number of task statements / number of those
    that use it), as in tf-idf (Spärck Jones 1972, Journal of Documentation 28, 11-21); the suggestion has the greatest
    sum over the different words of the question.
    """

    def __init__(self, outline: Mapping[str, str], bank: Iterable[tuple[str, str]]) -> None:
        """`outline` has the title by task statement; `bank` has pairs of task statement and question text."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for objective, title in outline.items():
            counts[objective].update(dict.fromkeys(words(title), OUTLINE_WEIGHT))
        for objective, text in bank:
            if objective in outline:
                counts[objective].update(words(text))
        used_by = Counter(word for own in counts.values() for word in own)
        self._weights: dict[str, dict[str, float]] = defaultdict(dict)
        for objective, own in counts.items():
            for word, times in own.items():
                self._weights[word][objective] = (1 + log(times)) * log(len(outline) / used_by[word])

    def suggest(self, text: str, among: Collection[str] | None = None) -> Suggestion | None:
        """The likeliest task statement, of all or of some; None where the words do not tell."""
        scores: Counter[str] = Counter()
        reasons: dict[str, dict[str, float]] = defaultdict(dict)
        for word in words(text):
            for objective, weight in self._weights.get(word, {}).items():
                if among is not None and objective not in among:
                    continue
                scores[objective] += weight  # type: ignore[assignment]
                reasons[objective][word] = weight
        if not scores:
            return None
        objective = max(sorted(scores), key=scores.__getitem__)
        if scores[objective] < LEAST_SCORE:
            return None
        weightiest = sorted(reasons[objective], key=lambda word: (-reasons[objective][word], word))
        return Suggestion(objective, tuple(weightiest[:WORDS_TOLD]))


def words(text: str) -> set[str]:
    """The different words of a text, plural endings aside."""
    found = re.findall(r"[^\W\d_]{3,}", text.lower())
    return {word.removesuffix("s") if len(word) > 3 else word for word in found}
