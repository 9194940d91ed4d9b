"""Text that a spreadsheet would take for a formula, and the mark before it by which it does not."""

import re

# Not the plain apostrophe: a question may well ask about '-1'.
MARK = "\N{MODIFIER LETTER APOSTROPHE}"
FULLWIDTH = "\N{FULLWIDTH EQUALS SIGN}\N{FULLWIDTH PLUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{FULLWIDTH COMMERCIAL AT}"
FORMULA = re.compile(rf"{MARK}*[=+\-@\t\r{FULLWIDTH}]")
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
MARKED = re.compile(rf"{MARK}{FORMULA.pattern}")


def neutral(text: str) -> str:
    """The text as it may stand in a cell."""
    return f"{MARK}{text}" if FORMULA.match(text) else text


def storable(text: str) -> str:
    """The same without control characters, which no workbook takes."""
    return neutral(ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text))


def restored(text: str) -> str:
    """The text of a cell as it was before its mark."""
    return text.removeprefix(MARK) if MARKED.match(text) else text
