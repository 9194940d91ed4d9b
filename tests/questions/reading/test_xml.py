from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.reading import xml
from questions.reading.source import Source, Unreadable


def root(content: bytes):
    return xml.parse(Source("quiz.xml", content))


def refusal(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        root(content)
    return str(refused.value)


def test_a_file_is_read_as_its_root():
    assert (root(b"<quiz><name>Bread</name></quiz>")).findtext("name") == "Bread"


def test_lines_are_counted_from_the_beginning_of_the_file():
    found = root(b"<?xml version='1.0'?>\r\n<!-- written\r\nby hand -->\r\n<quiz>\r\n<name/></quiz>")
    assert (found.sourceline, found[0].sourceline) == (4, 5)


def test_comments_and_instructions_are_no_elements():
    assert len(root(b"<quiz><!-- hidden --><?php run ?></quiz>")) == 0


@pytest.mark.parametrize("encoding", ["iso-8859-1", "windows-1252", "utf-8", "utf-16", "cp437"])
def test_a_declared_encoding_is_used(encoding):
    content = f"<?xml version='1.0' encoding='{encoding}'?><quiz>Brötchen</quiz>".encode(encoding)
    assert root(content).text == "Brötchen"
    assert xml.text(Source("quiz.xml", content)).doubts == ()


def test_a_wrong_encoding_is_guessed_with_a_doubt():
    source = Source("quiz.xml", b"<?xml version='1.0' encoding='utf-8'?>\n<quiz>Br\xf6tchen</quiz>")
    assert xml.parse(source).text == "Brötchen"
    assert xml.text(source).encoding == "windows-1252"
    assert [doubt.where for doubt in xml.text(source).doubts] == ["quiz.xml, line 2"]


def test_a_codec_that_is_no_encoding_of_text_is_not_used():
    assert root(rb"<?xml version='1.0' encoding='unicode_escape'?><quiz>\x41</quiz>").text == r"\x41"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "document_type",
    [
        f'<!DOCTYPE quiz [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE quiz [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE quiz SYSTEM "http://localhost/quiz.dtd">',
        "<!doctype html>",
    ],
)
def test_a_document_type_is_refused(document_type):
    for encoding in ("utf-8", "utf-16"):
        message = refusal(f"<?xml version='1.0'?>\n<!-- -->\n{document_type}<quiz>&l9;</quiz>".encode(encoding))
        assert message.startswith("quiz.xml, line 3: has a document type, which is not read. Remove")


BROKEN = {
    b"": "quiz.xml, line 1: is not well-formed XML: Document is empty. Mend",
    b"<quiz>\n<name></quiz>": "quiz.xml, line 2: is not well-formed XML: Opening and ending tag mismatch: name line 2",
    b"<quiz>\n&nbsp;</quiz>": "quiz.xml, line 2: is not well-formed XML: Entity 'nbsp' not defined. Mend",
    b"<quiz>\x0b</quiz>": "quiz.xml, line 1: is not well-formed XML",
    b"<quiz><!DOCTYPE quiz></quiz>": "quiz.xml, line 1: is not well-formed XML",
    b"<a>" * 5000: "quiz.xml, line 1: is not well-formed XML: Excessive depth",
}


@pytest.mark.parametrize("content", BROKEN)
def test_what_is_not_well_formed_is_refused_with_its_line(content):
    assert refusal(content).startswith(BROKEN[content])


@settings(max_examples=100)
@given(st.binary() | st.text("<>/!?[]-&;'= aDOCTYPE\n\0").map(str.encode))
def test_any_bytes_are_a_tree_or_refused(content):
    with suppress(Unreadable):
        root(content)


def test_a_damaged_declaration_is_refused():
    assert "is not well-formed XML" in refusal(b"<?xml version='1.0' encoding='utf-8'\n<quiz/>")
