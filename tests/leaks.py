"""Searches what a browser was given for what it must not hold yet."""

import html
import re
from collections.abc import Iterable

from questions.models import Revision

WORDS_IN_A_ROW = 6
NAMES = re.compile(r"""["'\s](is_key|key|keys|correct|is_correct|rationale|rationales|scored|is_scored)["']?\s*[:=]""")


def runs(text: str) -> set[tuple[str, ...]]:
    """Words in a row, as they stand (in attributes and comments too) and as they are shown, JSON and HTML decoded."""
    plain = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text).replace("\\n", " ")
    plain = html.unescape(plain).lower()
    found = set()
    for reading in (plain, re.sub(r"<[^>]+>", " ", plain), re.sub(r"[`*]", "", plain)):
        words = re.findall(r"\w+", reading)
        found |= {tuple(words[start : start + WORDS_IN_A_ROW]) for start in range(len(words) - WORDS_IN_A_ROW + 1)}
    return found


def leaked(text: str, revisions: Iterable[Revision]) -> list[str]:
    """Names of fields that tell a key, and rationales that stand in a text."""
    return [f"a field “{name}”" for name in NAMES.findall(text)] + rationales_in(text, revisions)


def rationales_in(text: str, revisions: Iterable[Revision]) -> list[str]:
    """Rationales of which six words in a row stand in a text; words that the questions themselves show do not count."""
    revisions = list(revisions)
    on_the_paper = [part for revision in revisions for part in (revision.stem_html, *revision.options_html)]
    told = runs(text) - runs(" ".join(on_the_paper))
    found = []
    for revision in revisions:
        secret = set().union(*map(runs, [*revision.rationales, revision.takeaway]))
        found += [f"{revision}: {' '.join(run)}" for run in sorted(told & secret)[:1]]
    return found


def without_tokens(page: str) -> str:
    """A page without its CSRF tokens, the only part that changes each time."""
    return re.sub(r"[0-9A-Za-z]{64}", "", page)
