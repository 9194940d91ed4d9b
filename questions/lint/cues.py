"""Rules on cues: what gives the key away to somebody who knows nothing of the subject."""

import re
from collections.abc import Iterator
from datetime import date
from statistics import median

from questions.drafts import Draft
from questions.lint.finding import Finding, Rule, option
from questions.lint.words import last_question, plain, words

LONGER = 1.3
SHORTEST_KEY = 30
RUN = 3
SHORTEST_RARE = 7
ABSOLUTE = re.compile(
    r"\b(?:always|never|absolutely|completely|entirely|impossible|under no circumstances|in every case)\b", re.I
)
VAGUE = re.compile(
    r"\b(?:usually|often|rarely|sometimes|frequently|occasionally|generally|may|might|typically)\b", re.I
)
COMMON = {
    "the", "a", "an", "of", "to", "in", "on", "for", "and", "or", "with", "by", "at", "as", "is", "are", "be", "that",
    "this", "its", "it", "from", "into", "each", "all", "not", "has", "have", "than", "then", "when", "where", "which",
}  # fmt: skip

OF_ANY_QUESTION = {
    "approach", "because", "company", "correct", "following", "highest", "largest", "operational", "overhead",
    "question", "require", "required", "requirement", "requirements", "scenario", "service", "services", "smallest",
    "solution", "solutions", "statement", "statements", "without",
}  # fmt: skip


def key_longest(draft: Draft, today: date) -> Iterator[Finding]:
    lengths = [len(plain(each.text)) for each in draft.options]
    keys = [length for length, each in zip(lengths, draft.options, strict=True) if each.is_key]
    others = [length for length, each in zip(lengths, draft.options, strict=True) if not each.is_key]
    # Of short names, one is always somewhat longer.
    if keys and others and min(keys) > max(others) and min(keys) > SHORTEST_KEY and min(keys) > LONGER * median(others):
        times = min(keys) / median(others)
        message = f"is {times:.1f} times as long as the median distractor; people guess the longest. Even them out."
        yield Finding("key-longest", option(draft.key[0]), message)


def absolute_distractor(draft: Draft, today: date) -> Iterator[Finding]:
    yield from _told_by(draft, ABSOLUTE, "absolute-terms", is_key=False, why="an absolute term marks a wrong option")


def vague_key(draft: Draft, today: date) -> Iterator[Finding]:
    yield from _told_by(draft, VAGUE, "vague-terms", is_key=True, why="a careful term marks the right option")


def clang(draft: Draft, today: date) -> Iterator[Finding]:
    """A rare word, or a run of words, that the question shares with the key alone rings like the answer."""
    if draft.is_multiple:
        return
    (key,) = draft.key
    ringing = _tellable(last_question(draft.stem)) & _tellable(draft.options[key].text)
    for index, each in enumerate(draft.options):
        if index != key:
            ringing -= _tellable(each.text)
    if ringing:
        *_, longest = sorted(ringing, key=lambda told: (len(told), told))
        words_told = " ".join(longest)
        yield Finding(
            "clang", option(key), f"repeats “{words_told}” of the question, and no other option does; reword it."
        )


def _told_by(draft: Draft, pattern: re.Pattern[str], rule: str, *, is_key: bool, why: str) -> Iterator[Finding]:
    using = [(index, found) for index, each in enumerate(draft.options) if (found := pattern.search(plain(each.text)))]
    if using and all(draft.options[index].is_key is is_key for index, _ in using) and len(using) < len(draft.options):
        for index, found in using:
            yield Finding(rule, option(index), f"has “{found[0]}”, and {why}; say it without.")


def _tellable(text: str) -> set[tuple[str, ...]]:
    rare = {(word,) for word in words(text) if len(word) >= SHORTEST_RARE and word not in OF_ANY_QUESTION}
    return rare | _runs(text)


def _runs(text: str) -> set[tuple[str, ...]]:
    said = words(text)
    runs = {said[start : start + RUN] for start in range(len(said) - RUN + 1)}
    return {run for run in runs if sum(word not in COMMON for word in run) >= RUN - 1}


RULES: list[Rule] = [key_longest, absolute_distractor, vague_key, clang]
