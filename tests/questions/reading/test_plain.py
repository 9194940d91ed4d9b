import html
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from questions.markup import to_html
from questions.reading.plain import escape

ACTING = "\\`*_[]()!<>&#;~|:-+=.1 \n\tab@"


def shown(markdown: str) -> str:
    """What a reader sees of Markdown that makes paragraphs and line breaks alone."""
    rendered = to_html(markdown).replace("</p>\n<p>", "\n\n").replace("<br>\n", "\n")
    assert set(re.findall(r"<[^>]*>", rendered)) <= {"<p>", "</p>"}
    return html.unescape(rendered.removeprefix("<p>").removesuffix("</p>"))


def lines(text: str) -> str:
    """Text as a browser shows it: white space within a line is one space, lines that are blank are one."""
    return re.sub(r"\n\n+", "\n\n", "\n".join(" ".join(line.split()) for line in text.strip().split("\n")))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Which S3 bucket?",
        "2 * 3 = 6 - 1",
        "a < b && c > d",
        "<deployment-config-path>",
        "snake_case",
        r"C:\temp",
        "#1",
    ],
)
def test_text_in_which_nothing_acts_stays_as_it_is(text):
    assert escape(text) == text


@given(st.text(ACTING) | st.text(st.characters(exclude_categories=["Cs", "Cc"])))
@example("1. one\n- two\n+ three\n# four\n> five\n    six")
@example("Head\n===\nHead\n---\n***\n___\n```\ncode\n~~~")
@example("a|b\n-|-\n1|2")
@example("[a]: https://example.org\n<https://example.org> <a@example.org> &amp; &#65; ~~gone~~ __init__")
def test_any_text_shows_exactly_itself(text):
    assert lines(shown(escape(text))) == lines(text)


def test_line_breaks_and_indents_are_kept():
    assert (
        shown(escape("for a in b:\n\tprint(a)\n\nWhat\nis shown?"))
        == "for a in b:\n\xa0\xa0\xa0\xa0print(a)\n\nWhat\nis shown?"
    )


def test_a_long_text_takes_no_long_time():
    for part in ("<", "&", "\\", "-", "\n ", "1", "~", "_ ", "|:"):
        escape(part * 200_000)
