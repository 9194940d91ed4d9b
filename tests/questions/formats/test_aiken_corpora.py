import pytest

from questions import formats
from tests.questions.formats import corpora

KEYS = {
    "aiken/fisdap_aiken.txt": "C A A",
    "aiken/moodle_aiken_errors.txt": "A B A",
    "aiken/moodle_questions.aiken.txt": "B A",
}


@pytest.mark.parametrize("path", KEYS)
def test_the_files_of_others_give_their_counts_and_keys(path):
    format, parsed = formats.read(corpora.source(path))
    assert format.name == "aiken"
    assert corpora.found(parsed) == corpora.told(path)
    assert corpora.keys(parsed) == KEYS[path]


def test_each_broken_question_is_told_with_its_line():
    _, parsed = formats.read(corpora.source("aiken/moodle_aiken_errors.txt"))
    assert [problem.where.partition(", ")[2] for problem in parsed.problems] == ["line 1", "line 5", "line 14"]
