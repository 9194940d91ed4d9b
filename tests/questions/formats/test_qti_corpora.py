import re
from dataclasses import replace

import pytest

from questions import formats
from questions.reading.source import Source
from tests.questions.formats import corpora

# Read off the files by eye.
KEYS = {
    "qti/WebDeveloperTest1.zip": "C A C D BE D A AB",
    "qti/all_canvas_simple_1.2.xml": "A A ABC A",
    "qti/edge_cases_1.2.xml": "A A A",
    "qti/feedback_quiz_1.2.xml": "A A",
    "qti/item_mc_feedback.xml": "A",
    "qti/item_multiple_answer_canvas.xml": "ACD",
    "qti/item_multiple_choice.xml": "D",
    "qti/test_qti_1.2_canvas.zip": "A A AB",
    "qti/test_qti_2.1.zip": "A D ABD",
    "qti/test_qti_2.2.zip": "AD A A",
}


@pytest.mark.parametrize("path", KEYS)
def test_the_files_of_others_give_their_counts_and_keys(path):
    format, parsed = formats.read(corpora.source(path))
    assert format.name == "qti"
    assert corpora.found(parsed) == corpora.told(path)
    assert corpora.keys(parsed) == KEYS[path]
    assert not [problem for problem in parsed.problems if problem.level == "error"]


@pytest.mark.parametrize(
    ("path", "pictures"),
    [
        ("qti/WebDeveloperTest1.zip", ["directory.jpg"]),
        ("qti/test_qti_2.1.zip", ["Items/Item_VE_IP_02/apip_VE_IP_02.svg"]),
        ("qti/test_qti_2.2.zip", ["images/sign.png"]),
    ],
)
def test_the_pictures_of_others_come_along(path, pictures):
    _, parsed = formats.read(corpora.source(path))
    assert list(parsed.pictures) == pictures
    assert any(f"](picture:{pictures[0]})" in draft.stem for draft in parsed.drafts)


@pytest.mark.parametrize("path", KEYS)
def test_the_files_of_others_are_the_same_after_writing_and_reading(path):
    format, parsed = formats.read(corpora.source(path))
    written = format.write(parsed.drafts, parsed.pictures)
    again = format.read(Source("again.zip", written.content))
    assert again.drafts == tuple(replace(draft, stem=re.sub(" +", " ", draft.stem)) for draft in parsed.drafts)
    assert (again.pictures, written.lost) == (parsed.pictures, ())
