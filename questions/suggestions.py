"""Which task statement a question is about, told by words: plain enough to say why."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from math import log

WORDS_TOLD = 3
SAY_NOTHING = {
    "the", "and", "for", "with", "that", "this", "from", "are", "was", "were", "has", "have", "had", "not", "but",
    "its", "each", "every", "all", "any", "both", "into", "than", "then", "them", "they", "their", "there",
    "these", "those", "which", "what", "when", "where", "how", "who", "why", "will", "would", "can", "could",
    "should", "must", "may", "might", "does", "did", "been", "being", "per", "use", "used", "using", "only", "also",
    "more", "most", "less", "least", "very", "such", "other", "same", "some", "one", "two", "three",
}  # fmt: skip


@dataclass(frozen=True)
class Suggestion:
    """A task statement's code, and the words of the question that spoke for it, the weightiest first."""

    objective: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return "because of " + ", ".join(f"“{word}”" for word in self.words)


class Suggester:
    """Weighs each word by how much oftener the questions of one task statement have it than those of all others.

    The weight is the logarithm of the ratio of the two shares of questions, one added to each count; the suggestion has
    the greatest sum over the different words of a question (naive Bayes with Laplace smoothing: Manning, Raghavan &
    Schütze 2008, Introduction to Information Retrieval, 13.3). A title counts as a question.
    """

    def __init__(self, outline: Mapping[str, str], bank: Iterable[tuple[str, str]]) -> None:
        """`outline` has the title by task statement; `bank` has pairs of task statement and question text."""
        self._counts: dict[str, Counter[str]] = {
            objective: Counter(words(title)) for objective, title in outline.items()
        }
        self._questions = Counter(outline.keys())
        for objective, text in bank:
            if objective in outline:
                self._counts[objective].update(words(text))
                self._questions[objective] += 1
        self._in_all = Counter[str]()
        for own in self._counts.values():
            self._in_all.update(own)
        self._weights: dict[str, dict[str, float]] = {}

    def suggest(self, text: str, among: Collection[str] | None = None) -> Suggestion | None:
        """The likeliest task statement, of all or of some; None where no word speaks for any."""
        known = {word: self._weights_of(word) for word in words(text) if word in self._in_all}
        candidates = [objective for objective in sorted(self._counts) if among is None or objective in among]
        if not candidates:
            return None
        likeliest = max(candidates, key=lambda objective: sum(weights[objective] for weights in known.values()))
        speaking = {word: weights[likeliest] for word, weights in known.items() if weights[likeliest] > 0}
        weightiest = sorted(speaking, key=lambda word: (-speaking[word], word))
        return Suggestion(likeliest, tuple(weightiest[:WORDS_TOLD])) if speaking else None

    def _weights_of(self, word: str) -> dict[str, float]:
        """The weight of a word for each task statement."""
        if word not in self._weights:
            self._weights[word] = {objective: self._weight(word, objective) for objective in self._counts}
        return self._weights[word]

    def _weight(self, word: str, objective: str) -> float:
        here, elsewhere = self._counts[objective][word], self._in_all[word] - self._counts[objective][word]
        questions, others = self._questions[objective], self._questions.total() - self._questions[objective]
        return log((here + 1) / (questions + 2)) - log((elsewhere + 1) / (others + 2))


def words(text: str) -> set[str]:
    """The different words of a text that say something, plural endings aside."""
    found = {word.removesuffix("s") if len(word) > 3 else word for word in re.findall(r"[^\W\d_]{3,}", text.lower())}
    return found - SAY_NOTHING
