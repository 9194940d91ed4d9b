"""Texts that name an option by its letter or place, and so are wrong once options are shuffled."""

import re

# Nothing of a list of letters is given back once it is read: that would take a long one apart in every way there is.
OPEN = r"[\"“'(*_`]{0,4}+"
LETTER = rf"{OPEN}[A-L](?![\w/'\u2019+#-])[\"”')*_`]{{0,4}}+"
JOINT = r"(?:\s?,\s?|\s?,?\s?(?:and|or|nor|&|\+)\s)"
LETTERS = rf"{LETTER}(?:{JOINT}{LETTER}){{1,9}}+"
VERDICT = (
    r"(?i:correct|incorrect|right|wrong|invalid|valid|the (?:best|correct|right) (?:answers?|options?|choices?))\b"
)
ARE = r"(?i:is|are|were|would be|cannot be)\s(?:\w+\s)?"
OPTION = r"(?i:options?|answers?|choices?|alternatives?|distractors?)"
ORDINAL = r"(?i:first|second|third|fourth|fifth|sixth|last|final|previous|preceding|next|1st|2nd|3rd|[4-6]th)"

NAMES = re.compile(
    "|".join([
        rf"(?<![\w-]){OPTION}\s?:?\s{LETTER}",
        rf"(?<![\w-])(?i:answer)\s(?i:is|are)\s(?:{OPEN}[B-L]|{OPEN}A(?!\s[a-z]))(?![\w/'\u2019+#-])",
        r"(?<![\w-])(?i:options?|choices?)\s(?:#|[Nn]o\.\s?)?[1-9](?![\w.%])",
        rf"(?<![\w-])(?i:both|either|neither|only)\s{LETTERS}",
        rf"(?<![\w-]){LETTERS}\s(?i:both\s)?{ARE}{VERDICT}",
        rf"(?:\A|[.;:!?(\n]\s?|\b(?i:because|since|but|while|whereas|so|and)\s){LETTER}\s{ARE}{VERDICT}",
        rf"\A\W{{0,4}}{LETTERS}\s(?i:are)\s(?i:both\s)?(?i:true|false)\b",
        rf"\A\W{{0,4}}{LETTERS}(?:\s(?i:only))?\W{{0,4}}\Z",
        r"(?<![\w-])(?i:all|none|both|any|neither|either|each|some|two)\s(?i:of\s)?(?i:the|these)\s(?i:above|below)\b",
        r"\A\W{0,4}(?i:all|none|both|neither)\s(?i:of\s)(?i:these|those|them|the others)\W{0,4}\Z",
        r"(?<![\w-])(?i:the\s(?:options?|answers?|choices?)\s(?:above|below)|the\sabove\s(?:options?|answers?|choices?))\b",
        rf"(?<![\w-])(?i:the)\s{ORDINAL}\s(?i:(?:two|three)\s)?(?i:options?|answers?)\b",
        rf"\A\W{{0,4}}{ORDINAL}\s(?i:two\s|three\s)?(?i:options?|answers?)\b",
    ])
)  # fmt: skip


# Nothing is named without one of these; most texts have none, and looking for the rest in them takes far longer.
LONE_LETTER = re.compile(r"\b[A-L]\b")
WORD = re.compile(r"option|answer|choice|alternative|distractor|above|below|these|those|them|others")


def names_an_option(text: str) -> bool:
    """Whether a text names an option by letter or place: “B and C are correct”, “all of the above”."""
    may_name = WORD.search(text.lower()) or LONE_LETTER.search(text)
    return may_name is not None and NAMES.search(text) is not None
