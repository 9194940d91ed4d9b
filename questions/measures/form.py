"""The form of an option, as somebody reads it who knows nothing of the subject."""

import re
from collections.abc import Sequence
from statistics import fmean

WORD = re.compile(r"[A-Za-z][A-Za-z-]*|\d[\d.,]*")
HEDGES = {"can", "could", "generally", "may", "might", "often", "probably", "some", "sometimes", "typically", "usually"}
ABSOLUTES = {"all", "always", "any", "completely", "each", "entirely", "every", "never", "none", "only", "solely"}
SMALL = {
    "a", "an", "and", "are", "as", "at", "be", "by", "each", "for", "from", "in", "into", "is", "it", "its", "of", "on",
    "or", "so", "than", "that", "the", "their", "then", "this", "to", "use", "with",
}  # fmt: skip
JOINTS = {"and", "because", "before", "for", "so", "that", "then", "which", "while", "with"}
NAMES = (
    "longer", "longest", "shortest", "specific", "shares with stem", "rare share with stem", "hedges", "absolutes",
    "like the others", "odd one out", "joints",
)  # fmt: skip
Features = tuple[float, ...]


def features(stem: str, options: Sequence[str]) -> list[Features]:
    """What a test-wise guesser sees of each option, compared with the other ones, in the order of NAMES."""
    asked = _content(stem)
    words = [WORD.findall(option) for option in options]
    contents = [_content(option) for option in options]
    lengths = [len(option) for option in options]
    mean = fmean(lengths) or 1.0
    rows: list[Features] = []
    for here, (said, content) in enumerate(zip(words, contents, strict=True)):
        others = [other for there, other in enumerate(contents) if there != here]
        elsewhere = set[str]().union(*others)
        firsts = [each[0].casefold() if each else "" for each in words]
        lowered = [word.casefold() for word in said]
        rows.append(
            (
                lengths[here] / mean - 1,
                float(lengths[here] == max(lengths)),
                float(lengths[here] == min(lengths)),
                sum(word[0].isdigit() or word[:1].isupper() for word in said[1:]) / (len(said) or 1),
                _share(content, asked),
                float(len((content & asked) - elsewhere)),
                float(sum(word in HEDGES for word in lowered)),
                float(sum(word in ABSOLUTES for word in lowered)),
                fmean(_likeness(content, other) for other in others),
                float(firsts.count(firsts[here]) == 1),
                float(sum(word in JOINTS for word in lowered)),
            )
        )
    return _compared(rows)


def _content(text: str) -> set[str]:
    return {word.casefold() for word in WORD.findall(text)} - SMALL


def _share(some: set[str], of: set[str]) -> float:
    return len(some & of) / len(some) if some else 0.0


def _likeness(one: set[str], other: set[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0


def _compared(rows: list[Features]) -> list[Features]:
    """Each figure less the mean of its question: only differences tell one option from another."""
    means = [fmean(column) for column in zip(*rows, strict=True)]
    return [tuple(value - mean for value, mean in zip(row, means, strict=True)) for row in rows]
