"""Whether a stem repeats public text: runs of eight words that stand elsewhere too."""

import re
from collections.abc import Iterable, Iterator, Mapping

RUN = 8
WORD = re.compile(r"\w+")


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of eight words, case and punctuation aside."""
    words = WORD.findall(text.casefold())
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def repeated(stems: Mapping[str, str], texts: Iterable[str]) -> dict[str, str]:
    """By name, the first run of a stem that stands in one of the texts."""
    own = {run: name for name, stem in reversed(list(stems.items())) for run in runs(stem)}
    return {own[run]: " ".join(run) for text in texts for run in runs(text) if run in own}
