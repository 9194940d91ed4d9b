"""Whatever bytes come, all formats together read them or say why not: no exception, nothing that cannot be stored."""

import json
import time

from hypothesis import given, settings
from hypothesis import strategies as st

from questions.drafts import Draft, DraftOption
from questions.formats import formats, read_all
from questions.reading.source import Source
from tests.questions.hostile import moodle, packed, workbook
from tests.questions.uploads.test_uploads import AIKEN

DRAFTS = [
    Draft("", "Which of them *falls*?", (DraftOption("Snow", True, "It does."), DraftOption("Stone", False))),
    Draft("", "Which two fall?", (DraftOption("Snow", True), DraftOption("Rain", True), DraftOption("Air", False))),
]
WRITTEN = [format.write(DRAFTS, {}).content for format in formats().values() if format.write]
OTHERS = [
    AIKEN,
    b"#Q Which?\n^ Snow\nA Snow\nB Rain\n",
    moodle("<p>Which <b>falls</b>?</p>"),
    workbook(("question", "a", "b", "answer"), ("Which?", "x", "y", "A")),
    packed(("a.txt", AIKEN), ("b.xml", moodle())),
]
SAMPLES = [*WRITTEN, *OTHERS]
NAMES = st.sampled_from(["bank", *(f"bank{suffix}" for suffix in (".zip", ".md", ".tsv", ".xlsm", ".imscc", ".json"))])
NAMES |= st.sampled_from([f"bank{format.suffix}" for format in formats().values()])
PIECES = [
    b"",
    b"\0",
    b"\xff",
    b"<",
    b"&#0;",
    b"]]>",
    b'"',
    b"{",
    b"}",
    b"~%50%",
    b"\n---\n",
    b"- [x] ",
    b"ANSWER: ",
    b"=",
]
PIECES += [
    b"\xed\xa0\x80",
    "\N{RIGHT-TO-LEFT OVERRIDE}".encode(),
    b"![](picture:x)",
    b"9" * 5000,
    b"(" * 500,
    b"> " * 300,
]
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), st.sampled_from(PIECES)), max_size=4)
CHOSEN = st.sampled_from(["", "", *formats()])


def changed(content: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    for place, length, piece in changes:
        at = int(place * len(content))
        content = content[:at] + piece + content[at + length :]
    return content


def read_or_refused(name: str, content: bytes, chosen: str = "") -> None:
    begun = time.process_time()
    for reading in read_all(Source(name, content), chosen):
        parsed = reading.parsed
        said = [draft.to_json() for draft in parsed.drafts]
        said += [vars(problem) for problem in parsed.problems] + [vars(left_out) for left_out in parsed.not_imported]
        # As PostgreSQL would have it: no half of a pair, no NUL.
        assert "\\u0000" not in json.dumps(said)
        json.dumps(said, ensure_ascii=False).encode()
        assert parsed.drafts or parsed.not_imported or parsed.problems
        assert all(problem.where and problem.message for problem in parsed.problems)
    assert time.process_time() - begun < 2


@settings(max_examples=150)
@given(NAMES, st.sampled_from(SAMPLES), CHANGES, CHOSEN)
def test_a_changed_file_is_read_or_refused(name, sample, changes, chosen):
    read_or_refused(name, changed(sample, changes), chosen)


@settings(max_examples=150)
@given(NAMES, st.lists(st.sampled_from(SAMPLES), min_size=1, max_size=3), CHANGES)
def test_a_changed_archive_of_files_is_read_or_refused(name, samples, changes):
    inside = [(f"{number}-{name}", changed(sample, changes)) for number, sample in enumerate(samples)]
    read_or_refused("bank.zip", packed(*inside))
    read_or_refused("bank.zip", changed(packed(*inside), changes))


@settings(max_examples=150)
@given(NAMES, st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace")), CHOSEN)
def test_any_bytes_are_read_or_refused(name, content, chosen):
    read_or_refused(name, content, chosen)


@settings(max_examples=100)
@given(NAMES, st.lists(st.sampled_from(PIECES) | st.sampled_from(AIKEN.splitlines(keepends=True)), max_size=12), CHOSEN)
def test_any_pieces_of_formats_are_read_or_refused(name, pieces, chosen):
    read_or_refused(name, b"\n".join(pieces), chosen)
