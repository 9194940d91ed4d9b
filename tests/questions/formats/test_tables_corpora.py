"""Spreadsheets of others; skipped where they are not beside the checkout. Keys were read off the files by hand."""

import hashlib
import os
from pathlib import Path

import pytest
from django.conf import settings as project
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.drafts import Level, Parsed
from questions.formats import read_all
from questions.reading.source import Source

CORPORA = project.BASE_DIR.parent / "shared" / "corpora" / "csv"
SHA_OF_KEYS = {
    "mmlu_anatomy.csv": (135, "04da5ffa6941d6935079393726b15c86cc10e1c00968f8a1d542ba756224dc03"),
    "mmlu_formal_logic.csv": (126, "1d67c220c7cf99593fc7276fd269ef0724b6ab51efbf408b3a856d078cab297e"),
}


@pytest.fixture(autouse=True)
def corpora() -> Path:
    if not CORPORA.is_dir():
        assert "REHEARSAL_REQUIRE_SHARED" not in os.environ, f"{CORPORA} is missing"
        pytest.skip("the material is not here")
    return CORPORA


def recognised(corpora: Path, name: str, format_name: str) -> Parsed:
    (reading,) = read_all(Source(name, (corpora / name).read_bytes()))
    parsed = reading.parsed
    assert reading.format
    assert reading.format.name == format_name
    assert [problem for problem in parsed.problems if problem.level is Level.ERROR] == []
    assert parsed.not_imported == ()
    assert not any(draft.is_multiple for draft in parsed.drafts)
    return parsed


def keys(parsed: Parsed) -> str:
    return "".join("ABCDEF"[index] for draft in parsed.drafts for index in draft.key)


@pytest.mark.parametrize("name", SHA_OF_KEYS)
def test_numbers_from_0_are_read_where_the_columns_begin_at_0(corpora, name):
    parsed = recognised(corpora, name, "csv")
    count, sha = SHA_OF_KEYS[name]
    assert len(parsed.drafts) == count
    assert hashlib.sha256(keys(parsed).encode()).hexdigest() == sha


def test_the_first_keys_of_both_are_as_they_stand_in_the_files(corpora):
    assert keys(recognised(corpora, "mmlu_anatomy.csv", "csv")).startswith("ABACBBABCD")
    assert keys(recognised(corpora, "mmlu_formal_logic.csv", "csv")).startswith("DACABDDBDD")


def test_kahoot_counts_from_1(corpora):
    parsed = recognised(corpora, "kahoot_qas.csv", "csv")
    assert keys(parsed) == "DAABA"
    assert [len(draft.options) for draft in parsed.drafts] == [4, 3, 3, 3, 4]


def test_a_workbook_with_a_column_for_the_right_option_keeps_whole_numbers_whole(corpora):
    parsed = recognised(corpora, "Moodle-Q.xlsx", "xlsx")
    [draft] = parsed.drafts
    assert [option.text for option in draft.options] == ["80", "53", "25", "22", "23"]
    assert draft.key == (0,)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_their_files_in_any_damage_are_read_or_refused(data):
    path = data.draw(st.sampled_from(sorted(CORPORA.iterdir())))
    content = bytearray(path.read_bytes()[:12_000])
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[at] = data.draw(st.sampled_from(b'",;\n\t\0\xff01AB<'))
    for reading in read_all(Source(path.name, bytes(content))):
        assert reading.format is None or reading.format.name in {"csv", "xlsx"}
        assert all(problem.message for problem in reading.parsed.problems)
