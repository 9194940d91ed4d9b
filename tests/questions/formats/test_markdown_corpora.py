"""Markdown held against files of others; skipped where they are not beside the checkout."""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from questions.drafts import Parsed
from questions.formats import recognise
from questions.formats.markdown import FORMAT
from questions.reading.source import Source, Unreadable

CORPUS = settings.BASE_DIR.parent / "shared" / "corpora" / "markdown"
DETAILS = {
    "javascript-questions_en.md": "3efa8a2610765a375599054a7595f18119c86c7b48946a66ae7618b80881ec7b",
    "javascript-questions_ru.md": "5b3eaf722457f1559423f67e0049aefa363826253979dc6821f818d200073a17",
    "javascript-questions_zh-CN.md": "5b3eaf722457f1559423f67e0049aefa363826253979dc6821f818d200073a17",
}
FRONT = "491b988cb65d9cccc163022b44150a2cc82efb79c0f9d0f9a82487b18f1d6b0c"


@pytest.fixture(autouse=True)
def corpus() -> Path:
    if not CORPUS.is_dir():
        assert "REHEARSAL_REQUIRE_SHARED" not in os.environ, f"{CORPUS} is missing"
        pytest.skip("the material is not here")
    return CORPUS


def parsed(path: Path) -> Parsed:
    source = Source(path.name, path.read_bytes())
    assert recognise(source) is FORMAT
    return FORMAT.read(source)


@pytest.mark.parametrize("name", DETAILS)
def test_answers_in_details_blocks(corpus, name):
    found = parsed(corpus / name)
    assert (len(found.drafts), found.not_imported) == (155, ())
    assert not any(draft.is_multiple for draft in found.drafts)
    assert {problem.level for problem in found.problems} == {"warning"}
    keys = "".join("ABCDE"[draft.key[0]] for draft in found.drafts)
    assert keys.startswith("DCBAAACDAAAADBCCBCCCABBCCACABBCADBABCAAC")
    assert keys.endswith("DBCBDCCDABCBADCCB")
    assert sha256(keys.encode()).hexdigest() == DETAILS[name]
    assert sorted({len(draft.options) for draft in found.drafts}) in ([2, 3, 4], [2, 3, 4, 5])
    assert all(draft.explanation and not draft.explanation.endswith(("</p>", "---")) for draft in found.drafts)


def test_code_belongs_to_its_stem_and_brackets_are_text(corpus):
    first = parsed(corpus / "javascript-questions_en.md").drafts[0]
    assert first.stem.startswith("What's the output?\n\n```javascript\nfunction sayHi() {\n")
    assert first.options[1].text == "`Lydia` and `ReferenceError`"
    assert "<i>initialized</i>" in first.explanation


def test_a_file_a_question_with_its_stem_in_front_matter(corpus):
    marks, multiple = "", 0
    for path in sorted((corpus / "ghcertified_admin").glob("*.md")):
        found = parsed(path)
        assert (len(found.drafts), found.problems, found.not_imported) == (1, (), ())
        marks += "".join("x" if option.is_key else "." for option in found.drafts[0].options) + " "
        multiple += found.drafts[0].is_multiple
    assert marks.startswith("x... x... x... xxxx... xx... xx.. xxxxxx..")
    assert (len(marks.split()), multiple) == (97, 13)
    assert sha256(marks.encode()).hexdigest() == FRONT


def test_quotes_below_an_option_are_its_rationale(corpus):
    draft = parsed(corpus / "ghcertified_admin" / "question-097.md").drafts[0]
    assert draft.key == (2,)
    assert [option.rationale.partition(" fetches")[0] for option in draft.options] == [
        f"`fetch-depth: {depth}`" for depth in (0, 1, 2, 5)
    ]


@bounds(max_examples=40, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data):
    content = (CORPUS / "javascript-questions_zh-CN.md").read_bytes()
    start = data.draw(st.integers(0, len(content) - 20_000))
    piece = bytearray(content[start : start + 20_000])
    for _ in range(data.draw(st.integers(1, 20))):
        place = data.draw(st.integers(0, len(piece) - 40))
        piece[place : place + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=8))
    with suppress(Unreadable):
        assert isinstance(FORMAT.read(Source("damaged.md", bytes(piece))), Parsed)
