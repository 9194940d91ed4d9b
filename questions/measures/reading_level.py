"""How hard a text is to read."""

import re
from collections.abc import Sequence

WORD = re.compile(r"[A-Za-z]+(?:['-][A-Za-z]+)*")
SENTENCE = re.compile(r"[.!?:;](?:\s|$)|\n\s*\n")
VOWELS = re.compile(r"[aeiouy]+")


def grade(texts: Sequence[str]) -> float:
    """The Flesch-Kincaid grade of texts as one: 0.39 words a sentence + 11.8 syllables a word - 15.59.

    Source: Kincaid et al. 1975, Derivation of new readability formulas. Syllables are counted as runs of vowels, a
    silent e aside, which is good for English words and rough for names.
    """
    text = "\n\n".join(texts)
    words = WORD.findall(text)
    if not words:
        return 0.0
    sentences = len(SENTENCE.findall(f"{text}\n")) or 1
    return 0.39 * len(words) / sentences + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    lowered = word.casefold()
    count = len(VOWELS.findall(lowered))
    return max(1, count - (lowered.endswith("e") and not lowered.endswith("le") and count > 1))
