import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.drafts import Level
from questions.reading.decoding import MOST_DOUBTS, decode


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("Zürich".encode(), "utf-8"),
        (codecs.BOM_UTF8 + "Zürich".encode(), "utf-8"),
        ("Zürich".encode("utf-16"), "utf-16"),
        (codecs.BOM_UTF16_BE + "Zürich".encode("utf-16-be"), "utf-16"),
        ("A text with one accent, in Zürich".encode("cp1252"), "windows-1252"),
    ],
)
def test_the_encoding_is_found_and_told(content, encoding):
    text = decode("file.txt", content)
    assert "Zürich" in text.content
    assert text.encoding == encoding


def test_every_line_that_is_not_utf_8_is_named_as_doubtful():
    text = decode("file.txt", "plain\nZürich\nplain\nGenève and a long line of plain words".encode("cp1252"))
    assert [(doubt.where, doubt.level) for doubt in text.doubts] == [
        ("file.txt, line 2", Level.WARNING),
        ("file.txt, line 4", Level.WARNING),
    ]


def test_of_very_many_doubtful_lines_the_rest_is_counted():
    text = decode("file.txt", ("plain words and one ü\n" * (MOST_DOUBTS + 5)).encode("cp1252"))
    assert len(text.doubts) == MOST_DOUBTS + 1
    assert "5 more lines" in str(text.doubts[-1])


def test_a_text_full_of_cyrillic_is_not_read_as_western():
    russian = "Какой вариант ответа правильный, и почему остальные неверны?\n" * 20
    assert decode("file.txt", russian.encode("cp1251")).content == russian


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_lines_end_alike_whatever_the_machine(end):
    assert decode("file.txt", f"one{end}two".encode()).content == "one\ntwo"


@given(st.binary(max_size=300))
def test_any_bytes_are_text_without_nul(content):
    assert "\0" not in decode("file.txt", content).content
