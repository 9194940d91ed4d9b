import json

import pytest

from questions.formats.tables.mapping import KeyStyle, Mapping
from questions.formats.tables.reading import preview, read_mapped
from questions.formats.xlsx import template
from questions.reading.source import Source, Unreadable

PLAIN = Source("bank.csv", b"What makes bread rise?,Salt,Yeast,Flour,1\nWhat is dry?,Milk,Water,Salt,2\n")
MAPPING = Mapping(stem="A", options=("B", "C", "D"), key="E", keys=KeyStyle.FROM_0)


def test_a_mapping_goes_to_json_and_back():
    mapping = Mapping("A", ("B", "D"), "F", KeyStyle.LETTERS, 3, ("C", "E"), "G", "H", "I", "J", "Sheet 1")
    assert Mapping.from_dict(json.loads(json.dumps(mapping.to_dict()))) == mapping
    assert Mapping.from_dict({}) == Mapping()


@pytest.mark.parametrize(
    "said",
    [
        {"stem": 3},
        {"stem": "A1"},
        {"stem": "XFD"},
        {"options": "B"},
        {"options": [1]},
        {"keys": "numbers"},
        {"header_row": -1},
        {"header_row": "1"},
    ],
)
def test_what_is_no_mapping_is_refused(said):
    with pytest.raises(ValueError, match=r"\w"):
        Mapping.from_dict(said)


def test_a_mapping_says_what_the_file_does_not():
    parsed = read_mapped(PLAIN, MAPPING)
    assert [draft.key for draft in parsed.drafts] == [(1,), (2,)]
    assert parsed.problems == ()


def test_the_key_column_may_be_one_of_the_options():
    parsed = read_mapped(PLAIN, Mapping(stem="A", options=("B", "C"), key="C"))
    assert [draft.key for draft in parsed.drafts] == [(1,), (1,)]


def test_an_unfinished_mapping_says_what_is_missing():
    parsed = read_mapped(PLAIN, Mapping(stem="A", options=("B",)))
    assert [problem.message.partition(":")[0] for problem in parsed.problems] == [
        "Say which columns hold the options",
        "Say which column holds the right answer.",
        "Say how right answers are written",
    ]


def test_a_preview_shows_the_first_rows_and_a_first_idea():
    table = preview(PLAIN)
    assert table.columns == ("A", "B", "C", "D", "E")
    assert table.rows[0] == (1, ("What makes bread rise?", "Salt", "Yeast", "Flour", "1"))
    assert table.row_count == 2
    assert table.mapping == Mapping(stem="A", options=("B", "C", "D"), key="E")
    assert "no row names the columns" in table.doubt


def test_a_preview_of_known_columns_has_no_doubt():
    table = preview(Source("bank.xlsx", template()))
    assert (table.sheet, table.sheets, table.doubt) == ("Questions", ("Questions", "Notes"), "")
    assert table.mapping.keys is KeyStyle.FROM_1
    assert table.mapping.rationales == ("D", "F", "H", "J", "L", "N")


def test_a_preview_shows_the_sheet_that_is_asked_for():
    assert preview(Source("bank.xlsx", template()), "Notes").rows[0].cells == ("Column", "What to write")
    with pytest.raises(Unreadable, match="has no sheet “More”"):
        preview(Source("bank.xlsx", template()), "More")


def test_a_preview_shows_twenty_rows():
    many = Source("bank.csv", b"Question,A,B,Answer\n" + b"Which?,this,that,A\n" * 30)
    assert len(preview(many).rows) == 20
    assert preview(many).row_count == 31
