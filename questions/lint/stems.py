"""Rules on the stem: does it ask something, clearly and in one direction?"""

import re
from collections.abc import Iterator
from datetime import date

from questions.drafts import Draft, Level
from questions.lint.finding import Finding, Rule
from questions.lint.words import last_question, plain, words

SHORTEST_STEM = 8
COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
CHOOSE = re.compile(
    r"\b(?:choose|select|pick)\s+(?:the\s+|any\s+)?(?:best\s+)?(one|two|three|four|five|six|[1-9])\b", re.I
)
ASKS = r"\b(?:which|what|where|when|how|who|why)\b"
# “A company that does not want servers” is a fact, and asks nothing the other way round.
CLAUSE = r"\b(?:that|who|whose|because|if|but|so|while|where)\b"
NEGATIVE = re.compile(
    rf"{ASKS}(?:(?!{CLAUSE}).)*?\b(?:not|incorrect|false|except)\b|\bexcept\b\W*$"
    r"|\bleast\s+(?:likely|appropriate|suitable|accurate)\b",
    re.I,
)
EMPHASIS = re.compile(r"\*\*.+?\*\*|__.+?__|\b(?:NOT|EXCEPT|LEAST|FALSE|INCORRECT)\b")
BLANK = re.compile(r"_{3,}|\.{3}\s*$|…\s*$|:\s*$")
IMPERATIVE = re.compile(r"^(?:choose|select|name|identify|complete|pick|find|match|order|state)\b", re.I)


def negative_not_emphasised(draft: Draft, today: date) -> Iterator[Finding]:
    """NOT in capitals or bold is emphasis enough."""
    bare = EMPHASIS.sub(" ", last_question(draft.stem))
    if NEGATIVE.search(bare):
        message = "asks the other way round without emphasis; ask it straight, or write NOT in capitals."
        yield Finding("negative-stem", "stem", message)


def no_question(draft: Draft, today: date) -> Iterator[Finding]:
    text = last_question(draft.stem)
    asks = text.endswith("?") or BLANK.search(text) or IMPERATIVE.match(text) or CHOOSE.search(draft.stem)
    if not asks and "?" not in plain(draft.stem) and "\uff1f" not in draft.stem:
        yield Finding("no-question", "stem", "asks nothing; end it with a question.")


def short_stem(draft: Draft, today: date) -> Iterator[Finding]:
    count = len(words(draft.stem))
    # Scripts without spaces between words say much in few; code says it without words.
    if count < SHORTEST_STEM and draft.stem.isascii() and "```" not in draft.stem:
        message = f"has {count} words; a stem that says little leaves the work to the options. Put the problem into it."
        yield Finding("short-stem", "stem", message)


def count_disagrees(draft: Draft, today: date) -> Iterator[Finding]:
    asked = CHOOSE.findall(plain(draft.stem))
    if not asked:
        return
    wanted = COUNTS.get(asked[-1].lower()) or int(asked[-1])
    if wanted != len(draft.key):
        message = f"asks for {wanted}, but {len(draft.key)} of the options are right; change one or the other."
        yield Finding("count-disagrees", "stem", message, Level.ERROR)


RULES: list[Rule] = [negative_not_emphasised, no_question, short_stem, count_disagrees]
