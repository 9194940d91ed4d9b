"""Searches what a browser was given for what it must not hold yet."""

import html
import re
from collections.abc import Iterable

from questions.models import Revision

WORDS_IN_A_ROW = 6
NAMES = re.compile(r"""["'\s](is_key|key|keys|correct|is_correct|rationale|rationales|scored|is_scored)["']?\s*[:=]""")


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", re.sub(r"<[^>]+>", " ", html.unescape(text)).lower())
    return {tuple(words[start : start + WORDS_IN_A_ROW]) for start in range(len(words) - WORDS_IN_A_ROW + 1)}


def leaked(text: str, revisions: Iterable[Revision]) -> list[str]:
    """Names of fields that tell a key, and rationales of which six words in a row stand in a text.

    Words that the question itself shows do not count.
    """
    found = [f"a field “{name}”" for name in NAMES.findall(text)]
    shown = runs(text)
    for revision in revisions:
        own = runs(" ".join([revision.stem_html, *revision.options_html]))
        secret = set().union(*map(runs, [*revision.rationales, revision.takeaway])) - own
        found += [f"{revision}: {' '.join(run)}" for run in sorted(shown & secret)[:1]]
    return found
