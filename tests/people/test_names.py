import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.names import alike, tidy


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("Ada\r\nBcc: all@example.org", "Ada Bcc: all@example.org"),
        ("\u202eadA\u200b", "adA"),
        ("\u0645\u06cc\u200c\u0631", "\u0645\u06cc\u200c\u0631"),
        (" \u200b\u200d\0 ", ""),
    ],
)
def test_a_name_is_one_line_that_can_be_seen(written, shown):
    assert tidy(written) == shown


@pytest.mark.parametrize(
    "other", ["ada lovelace", "ADA LOVELACE", "AdaLovelace", "Ａda Lovelace", "Ada\u200d Lovelace"]
)
def test_names_that_a_reader_would_take_for_one_are_alike(other):
    assert alike(other) == alike("Ada Lovelace")


@given(st.text())
def test_a_tidy_name_stays_as_it_is(written):
    assert tidy(tidy(written)) == tidy(written)
