import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions import formats
from questions.formats import moodle_xml
from questions.reading.source import Source, Unreadable
from tests.questions.formats import corpora

KEYS = {
    "moodle_html_chars_in_idnumbers.xml": "A",
    "moodle_multianswer.xml": "",
    "moodle_multichoice.xml": "B",
    "moodle_nested_categories_with_questions.xml": "A A A A",
    "moodle_old_format_file.xml": "A A",
    "moodle_truefalse.xml": "B A",
    "stack_10-1-9-Argand-Diagram.xml": "A",
    "stack_16-1-1-2-Identify-graph-of-sequence.xml": "A",
    "stack_16-5-4-2-Find-the-Taylor-series.xml": "A",
    "stack_19-1-3-4.xml": "A",
    "stack_2-4-5-3-2-Task-Comment-on-symmetries.xml": "A",
    "stack_23-3-1-3-Task_1b-period-E_O_-or-N.xml": "AE",
    "stack_35-1-4-1-Complement_-empty-set-exercise-_exercise-1_.xml": "ABDGH",
    "stack_4-2-3-4-Positivity-of-tan.xml": "AC",
    "stack_7-4-2-2-The-inverse-of-a-2-x-2-matrix.xml": "ABD",
}


def parsed(name):
    format, found = formats.read(corpora.source(f"moodlexml/{name}"))
    assert format.name == "moodle_xml"
    return found


@pytest.mark.parametrize("name", KEYS)
def test_the_files_of_others_give_their_counts_and_keys(name):
    found = parsed(name)
    assert corpora.found(found) == corpora.told(f"moodlexml/{name}")
    assert corpora.keys(found) == KEYS[name]


@pytest.mark.parametrize("name", KEYS)
def test_the_files_of_others_keep_their_questions_when_written_again(name):
    found = parsed(name)
    written = moodle_xml.FORMAT.write(found.drafts, found.pictures)
    again = moodle_xml.FORMAT.read(Source("again.xml", written.content))
    assert (again.drafts, again.pictures) == (found.drafts, found.pictures)


def test_what_is_left_out_is_told_by_its_type():
    files = ("moodle_multianswer.xml", "moodle_nested_categories_with_questions.xml")
    told = [(left_out.title, left_out.type) for name in files for left_out in parsed(name).not_imported]
    assert told == [("cloze with images", "cloze"), ("Kappa Essay Question", "essay")]


def test_each_picture_comes_along_once():
    found = parsed("moodle_truefalse.xml")
    assert {name: content[:2] for name, content in found.pictures.items()} == dict.fromkeys(
        ["logo.jpg", "infos.jpg", "thumbdown.jpg", "thumbup.jpg"], b"\xff\xd8"
    )


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_unreadable(data):
    content = corpora.source("moodlexml/moodle_nested_categories_with_questions.xml").content
    begin, end = sorted(data.draw(st.lists(st.integers(0, len(content)), min_size=2, max_size=2)))
    damage = data.draw(st.sampled_from([b"", b"<", b"&", b"]]>", b"\x00\xff"]) | st.binary(max_size=20))
    try:
        moodle_xml.FORMAT.read(Source("quiz.xml", content[:begin] + damage + content[end:]))
    except Unreadable as refused:
        assert refused.problem.message  # noqa: PT017
