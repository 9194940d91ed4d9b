import pytest

from questions.formats.tables.keys import Marked, chosen, find_style
from questions.formats.tables.mapping import KeyStyle

FOUR = ("red", "green", "blue", "black, or grey")
NAMES = ("Option A", "Option B", "Option C", "Option D")
LETTERS, FROM_0, FROM_1, TEXT = KeyStyle.LETTERS, KeyStyle.FROM_0, KeyStyle.FROM_1, KeyStyle.TEXT


def marked(written: str, options: tuple[str, ...] = FOUR, row: int = 2) -> Marked:
    return Marked(f"row {row}", written, options, NAMES[: len(options)])


@pytest.mark.parametrize(
    ("written", "style", "key"),
    [
        ("B", LETTERS, (1,)),
        ("b)", LETTERS, (1,)),
        ("(C)", LETTERS, (2,)),
        ("AC", LETTERS, (0, 2)),
        ("C, A", LETTERS, (0, 2)),
        ("A;C", LETTERS, (0, 2)),
        ("A / C", LETTERS, (0, 2)),
        ("A and C", LETTERS, (0, 2)),
        ("E", LETTERS, ()),
        ("AA", LETTERS, ()),
        ("green", LETTERS, (1,)),
        ("1", FROM_0, (1,)),
        ("1", FROM_1, (0,)),
        ("1.0", FROM_1, (0,)),
        ("1,3", FROM_1, (0, 2)),
        ("1;3", FROM_1, (0, 2)),
        ("13", FROM_1, ()),
        ("0", FROM_1, ()),
        ("4", FROM_0, ()),
        ("Green", TEXT, (1,)),
        ("red; blue", TEXT, (0, 2)),
        ("black, or grey", TEXT, (3,)),
        ("black, or grey; red", TEXT, (0, 3)),
        ("Option B", TEXT, (1,)),
        ("mauve", TEXT, ()),
        ("", TEXT, ()),
    ],
)
def test_a_key_names_options(written, style, key):
    assert chosen(marked(written), style) == key


@pytest.mark.parametrize(
    ("keys", "first", "style"),
    [
        (["A", "D", "B"], None, LETTERS),
        (["A", "BD"], None, LETTERS),
        (["0", "2", "1"], None, FROM_0),
        (["1", "2", "4"], None, FROM_1),
        (["1", "2"], 0, FROM_0),
        (["1", "2"], 1, FROM_1),
        (["red", "blue"], None, TEXT),
        (["A", "C", "a typing error"], None, LETTERS),
        (["1", "2", "3"], None, None),
        (["0", "4"], None, None),
        (["1", "4"], 0, None),
        (["what", "ever"], None, None),
        ([], None, LETTERS),
        ([], 0, FROM_0),
    ],
)
def test_how_keys_are_written_is_proven_or_unknown(keys, first, style):
    finding = find_style([marked(key) for key in keys], first)
    assert finding.style == style
    assert bool(finding.doubt) is (style is None)


def test_numbers_among_options_that_are_numbers_are_doubtful():
    finding = find_style([marked("2", ("3", "2", "1")), marked("3", ("3", "2", "1"))], None)
    assert finding.style is None
    assert "numbers from 1 and as option text" in finding.doubt


def test_rows_that_contradict_each_other_are_named():
    finding = find_style([marked("0", row=7), marked("4", row=9)], None)
    assert "row 7 says 0, row 9 says 4" in finding.doubt
