import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions import formats
from questions.formats import gift
from questions.reading.source import Source, Unreadable
from tests.questions.formats import corpora

KEYS = {
    "moodle_examples.txt": "C B B C B C B B A C C B C D BC BC B F C B B B C",
    "moodle_in_category.gift.txt": "B A",
    "moodle_questions.gift.txt": "A AC B A A",
    "moodle_windows-1252.gift.txt": "",
    "peg_TFTwoFeedback.gift": "B A A",
    "peg_escapeAll.gift": "G",
    "peg_formatExamples.gift": "A",
    "peg_giftFormatPhpExamples.gift": "C B B B C",
    "peg_matching1.gift": "",
    "peg_mc5.gift": "C B C B",
    "peg_mcHTMLComment.gift": "C",
    "peg_multiLineFeedback1.gift": "C E",
    "peg_multipleAnswersFloat.gift": "ABD",
    "peg_numerical1.gift": "",
    "peg_options1.gift": "C C B C D BC BC B F",
    "peg_totara_moodle_multichoice.gift": "A",
    "peg_totara_moodle_multichoice_multi.gift": "AC",
    "peg_totara_moodle_truefalse.gift": "B",
}


@pytest.mark.parametrize("name", KEYS)
def test_the_files_of_others_give_their_counts_and_keys(name):
    format, parsed = formats.read(corpora.source(f"gift/{name}"))
    assert format.name == "gift"
    assert corpora.found(parsed) == corpora.told(f"gift/{name}")
    assert corpora.keys(parsed) == KEYS[name]


def test_what_is_left_out_is_told_by_its_type():
    _, parsed = formats.read(corpora.source("gift/moodle_questions.gift.txt"))
    assert [(found.title, found.type) for found in parsed.not_imported] == [
        ("Q8", "essay"),
        ("Moodle activities", "matching"),
        ("Q5", "numerical"),
        ("Shortanswer", "short answer"),
    ]


def test_an_old_encoding_is_told():
    _, parsed = formats.read(corpora.source("gift/moodle_windows-1252.gift.txt"))
    assert parsed.encoding == "windows-1252"
    assert [problem.where.partition(", ")[2] for problem in parsed.problems] == ["line 15"]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_unreadable(data):
    content = corpora.source("gift/moodle_examples.txt").content
    begin, end = sorted(data.draw(st.lists(st.integers(0, len(content)), min_size=2, max_size=2)))
    damage = data.draw(
        st.binary(max_size=5) | st.sampled_from([b"{", b"}", b"~", b"=", b"\\", b"\n\n", b"####", b"::"])
    )
    try:
        gift.read(Source("damaged.gift", content[:begin] + damage + content[end:]))
    except Unreadable:
        assert end - begin > len(content) / 2
