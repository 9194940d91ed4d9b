"""Plain text as Markdown that shows exactly that text."""

import re

PUNCTUATION = re.escape(r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""")
ACTS = re.compile(
    rf"""\\(?=[{PUNCTUATION}]|$)                # would escape
    | [`\[]                                     # code, links and pictures
    | (?<![ ])\* | \*(?![ ])                    # emphasis; between spaces it is none
    | (?<![^\W_])_ | _(?![^\W_])                # emphasis; within a word it is none
    | ~(?=~) | (?<=~)~                          # struck out
    | <(?=[^\s<>]*[:@])                         # an address as a link; tags are text already
    | &(?=\#?[0-9A-Za-z]{{1,40}};)              # a character by its name
    """,
    re.VERBOSE,
)
BEGINS = re.compile(
    r"""^(?:
    \d{1,9}(?=[.)](?:\s|$))                     # numbered list: the backslash comes after the number
    | (?=\#{1,6}(?:\s|$)                        # heading
        | >                                     # quotation
        | [-+](?:\s|$)                          # list
        | =+$ | [-:|][-:|\s]*$                  # underline of a heading, line, head of a table
    ))""",
    re.VERBOSE,
)
# Most texts are a line in which no character acts, and looking at each of its characters takes longest.
PLAIN_LINE = re.compile(r"[^\W\d_][^\n\\`\[*_~<&]*")
BLANK_LINES = re.compile(r"\n(?:[^\S\n]*\n)+")


def escape(text: str) -> str:
    """Markdown that shows the text with its line breaks and indents, and in which no character of it acts."""
    text = text.strip()
    if PLAIN_LINE.fullmatch(text):
        return text
    paragraphs = BLANK_LINES.split(text)
    return "\n\n".join("\\\n".join(map(_line, paragraph.split("\n"))) for paragraph in paragraphs)


def _line(line: str) -> str:
    words = line.strip()
    indent = line[: len(line) - len(line.lstrip())].expandtabs(4)
    return "&nbsp;" * len(indent) + BEGINS.sub(r"\g<0>\\", ACTS.sub(r"\\\g<0>", words))
