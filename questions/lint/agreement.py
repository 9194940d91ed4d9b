"""The rule on the joint between stem and options: where options end the stem's sentence, each has to fit."""

import re
from collections.abc import Iterator
from datetime import date

from questions.drafts import Draft
from questions.lint.finding import Finding, Rule, option
from questions.lint.words import CODE, FENCE, plain

# The word before a blank, or the last one of a stem that breaks off.
JOINT = re.compile(r"(?<![\w'\u2019-])(an?|is|are|was|were)\s*(?:(?:\\?_){3,}|(?::|\.{3}|…)?\s*$)")
ENGLISH = re.compile(r"\b(?:the|of|which|what|is|are)\b", re.I)
# “A university” and “an uncle”, “a European” and “an hour”: what their first letter does not tell is left alone.
TOLD_BY_SOUND = re.compile(r"u|eu|ewe|h|one|once|y", re.I)
ONE = re.compile(r"an?\s+\w", re.I)
SEVERAL = re.compile(r"(?:both|several|many|these|those)\s+\w", re.I)
FITS_BEFORE_ONE = {"is", "was"}


def agreement(draft: Draft, today: date) -> Iterator[Finding]:
    """Only what differs among the options gives something away; a joint that fits none is a slip of the stem."""
    joints = JOINT.findall(CODE.sub(" ", FENCE.sub(" ", draft.stem)))
    if not joints or not ENGLISH.search(draft.stem):
        return
    fits = [_fits(joints[-1], plain(each.text)) for each in draft.options]
    if True in fits:
        for index, fit in enumerate(fits):
            if fit is False:
                message = f"does not follow “{joints[-1]}” in the stem; let every option end its sentence."
                yield Finding("agreement", option(index), message)


def _fits(joint: str, text: str) -> bool | None:
    """Whether a text may follow the joint; None where its beginning does not tell."""
    if joint in {"a", "an"}:
        return _fits_article(joint, text)
    is_one, are_several = bool(ONE.match(text)), bool(SEVERAL.match(text))
    if not (is_one or are_several):
        return True
    return is_one is (joint in FITS_BEFORE_ONE)


def _fits_article(article: str, text: str) -> bool | None:
    first = re.match(r"[A-Za-z]?[a-z]{2,}(?![\w.])", text)
    if first is None or TOLD_BY_SOUND.match(text) or first[0].lower() in {"the", "an"}:
        return None
    return (first[0][0].lower() in "aeio") is (article == "an")


RULES: list[Rule] = [agreement]
