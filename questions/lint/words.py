"""Question text as words and plain characters, Markdown aside."""

import re
from functools import lru_cache

FENCE = re.compile(r"^ {0,3}(```|~~~).*?^ {0,3}\1[^\n]*$", re.M | re.S)
CODE = re.compile(r"`[^`\n]*`")
LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
MARKS = re.compile(r"[*_~`]+|^ {0,3}(?:>|#{1,6}) ?", re.M)
SENTENCE = re.compile(r"[^.?!]+(?:[.?!]+(?!\s|$)[^.?!]*)*[.?!:]*")


# Each rule asks for the same few texts of a question again.
@lru_cache(maxsize=256)
def plain(text: str) -> str:
    """The text without code, link addresses and Markdown's marks."""
    prose = CODE.sub(" ", FENCE.sub(" ", text))
    return " ".join(MARKS.sub("", LINK.sub(r"\1", prose)).split())


@lru_cache(maxsize=256)
def words(text: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+(?:['\u2019-][^\W_]+)*", plain(text).lower()))


def last_question(text: str) -> str:
    """The last sentence that asks, of the last paragraph that does, emphasis kept; else the last sentence."""
    without_count = re.sub(r"\((?:Choose|Select) \w+\.?\)\s*$", "", FENCE.sub(" ", text), flags=re.I)
    paragraphs = [" ".join(CODE.sub(" ", part).split()) for part in re.split(r"\n\s*\n", without_count.strip())]
    asking = [part for part in paragraphs if "?" in part]
    sentences = [found.strip() for found in SENTENCE.findall((asking or paragraphs)[-1]) if found.strip()]
    return ([sentence for sentence in sentences if sentence.endswith("?")] or sentences or [""])[-1]
