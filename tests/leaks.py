"""Searches what a browser was given for what it must not hold yet."""

import base64
import hashlib
import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

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


@dataclass(frozen=True)
class Secrets:
    """What revisions keep to themselves: rationales as words in a row, and fingerprints of them and of the keys."""

    words: frozenset[tuple[str, ...]]
    prints: frozenset[str]

    @classmethod
    def of(cls, revisions: Iterable[Revision], *, public: str = "") -> "Secrets":
        """Without what the questions themselves show, and what stands in a text that everybody may read."""
        revisions = list(revisions)
        shown = [part for revision in revisions for part in (revision.stem_html, *revision.options_html)]
        hidden = [part for revision in revisions for part in _hidden(revision)]
        words = set().union(*map(runs, hidden)) - runs(" ".join([*shown, public]))
        prints = {print_ for revision in revisions for print_ in _prints(revision)}
        return cls(frozenset(words), frozenset(prints))

    def found_in(self, text: str) -> list[str]:
        """Words in a row of rationales, and fingerprints, that a text holds as it is or encoded for an address."""
        plain = unquote(text) if "%" in text else text
        known = [print_ for print_ in re.findall(r"[\w+/]{32,}", plain) if print_[:32] in self.prints]
        return [" ".join(run) for run in sorted(runs(plain) & self.words)[:2]] + known


def _hidden(revision: Revision) -> list[str]:
    return [*revision.rationales, revision.takeaway, revision.explanation]


def _prints(revision: Revision) -> Iterable[str]:
    """The first 32 characters of each fingerprint: of all, of the key with its question, and of each hidden text."""
    yield revision.fingerprint[:32]
    keys = [json.dumps([revision.pk, revision.key]), f"{revision.pk}:{revision.key}"]
    for text in [*filter(None, _hidden(revision)), *keys]:
        content = text.encode()
        yield base64.b64encode(content).decode()[:32]
        for digest in (hashlib.md5, hashlib.sha1, hashlib.sha256, hashlib.blake2b):
            yield digest(content).hexdigest()[:32]
