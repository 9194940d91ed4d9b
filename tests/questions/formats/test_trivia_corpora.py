import hashlib

from questions import formats
from tests.questions.formats import corpora

PATH = "json_txt/opentriviaqa_geography.txt"


def test_the_file_of_others_gives_its_counts_and_keys():
    format, parsed = formats.read(corpora.source(PATH))
    assert format.name == "trivia"
    assert corpora.found(parsed) == corpora.told(PATH)
    keys = corpora.keys(parsed).replace(" ", "")
    assert keys.startswith("BACBBCBCDCACCCACAACBCBDDCBCCAB")
    assert (
        hashlib.sha256(keys.encode()).hexdigest() == "8c8b1e5ef24a595b279ebd63fa943ab36785b08e60799f3ca3d391af56d3e22b"
    )


def test_equal_options_are_doubtful_alone():
    _, parsed = formats.read(corpora.source(PATH))
    equal = [problem for problem in parsed.problems if "are the same" in problem.message]
    assert [problem.message for problem in equal] == [
        "options 2 and 4 are the same; change one of them.",
        "options 1 and 2 are the same; change one of them.",
    ]
