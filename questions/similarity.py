"""Questions that are the same, by their words; stems that are nearly the same, by shingles of words."""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from math import ceil
from typing import TypeVar

Name = TypeVar("Name", bound=Hashable)

THRESHOLD = 0.85
WORDS_A_SHINGLE = 3
TOLD_EVERY = 500


def likeness_key(stem: str, options: Iterable[str]) -> str:
    """SHA-256 of the words of stem and options; case, punctuation and the order of the options aside."""
    said = [_words(stem), *sorted(_words(option) for option in options)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _words(text: str) -> str:
    # A text of signs alone, such as a formula, is told by its signs.
    return " ".join(re.findall(r"\w+", text.lower())) or " ".join(text.split())


def shingles(text: str) -> frozenset[tuple[str, ...]]:
    """All runs of three words, case and punctuation aside; a shorter text is one run."""
    words = re.findall(r"\w+", text.lower())
    runs = range(max(1, len(words) - WORDS_A_SHINGLE + 1))
    return frozenset(tuple(words[start : start + WORDS_A_SHINGLE]) for start in runs)


def near_duplicates(
    texts: Mapping[Name, str], threshold: float = THRESHOLD, *, tell: Callable[[float], object] | None = None
) -> Iterator[tuple[Name, Name, float]]:
    """Yield pairs whose Jaccard similarity (shared shingles over all shingles, 0 to 1) reaches the threshold.

    Two sets that are so alike share a shingle among the few rarest of each (prefix filter: Chaudhuri, Ganti & Kaushik
    2006, ICDE), so that a phrase that every question uses costs nothing. Now and then `tell`
    is told how much is done, 0 to 1.
    """
    runs = {name: shingles(text) for name, text in texts.items()}
    frequency = Counter(run for own in runs.values() for run in own)
    holders: dict[tuple[str, ...], list[Name]] = defaultdict(list)
    for count, (name, own) in enumerate(runs.items()):
        if tell and count % TOLD_EVERY == 0:
            tell(count / len(runs))
        rarest = sorted(own, key=lambda run: (frequency[run], run))[: len(own) - ceil(threshold * len(own)) + 1]
        for other in dict.fromkeys(other for run in rarest for other in holders[run]):
            shared = len(own & runs[other])
            similarity = shared / (len(own) + len(runs[other]) - shared)
            if similarity >= threshold:
                yield other, name, similarity
        for run in rarest:
            holders[run].append(name)


def nearly_as(text: str, texts: Mapping[Name, str], threshold: float = THRESHOLD) -> Iterator[Name]:
    """Yield those texts whose Jaccard similarity to one text reaches the threshold.

    At most so many of its shingles are missing from such a text that one of any few more stands in it; of these, looked
    for as plain text, the longest are the rarest.
    """
    own = shingles(text)
    enough = len(own) - ceil(threshold * len(own)) + 1
    telling = sorted((" ".join(run) for run in own), key=len, reverse=True)[:enough]
    for name, other in texts.items():
        said = " ".join(re.findall(r"\w+", other.lower()))
        if any(run in said for run in telling):
            theirs = shingles(other)
            if len(own & theirs) >= threshold * len(own | theirs):
                yield name
