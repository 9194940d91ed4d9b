"""Names that identify questions in their set."""

import re
from collections import Counter
from collections.abc import Iterable

from django.utils.text import slugify

from questions.drafts import Draft

LONGEST_NAME = 60


def name_for(draft: Draft) -> str:
    """A name from a draft's own name, its title, or the first words of its stem."""
    first_words = " ".join(re.findall(r"\w+", draft.stem)[:8])
    return slugify(draft.name or draft.title or first_words)[:LONGEST_NAME].strip("-") or "question"


class Names:
    """Names that are taken; a wanted one that is, gets a number."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._last: Counter[str] = Counter()

    def take(self, wanted: str) -> str:
        name = wanted
        while name in self._taken:
            self._last[wanted] += 1
            name = f"{wanted}-{self._last[wanted] + 1}"
        self._taken.add(name)
        return name
