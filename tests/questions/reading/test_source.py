import pytest

from questions.reading.source import Source


@pytest.mark.parametrize(("offset", "line"), [(0, 1), (3, 1), (4, 2), (5, 3), (6, 3), (99, 4)])
def test_an_offset_lies_in_a_line_of_the_file(offset, line):
    assert Source("bank.gift", b"one\n\nthree\n").line(offset) == f"bank.gift, line {line}"


def test_a_place_in_a_long_file_is_found_without_reading_it_again():
    source = Source("long.gift", b"\n" * 1_000_000)
    assert [source.line(offset) for offset in range(0, 1_000_000, 50)][-1] == "long.gift, line 999951"


def test_the_beginning_of_a_large_file_is_its_first_text():
    source = Source("long.gift", b"\xef\xbb\xbfone\r\n" + b"x" * 1_000_000)
    assert source.beginning.startswith("one\nxxx")
    assert len(source.beginning) < 100_000
