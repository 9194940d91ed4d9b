from hypothesis import given
from hypothesis import strategies as st

from questions.similarity import likeness_key, near_duplicates, nearly_as, shingles

STEM = "A company stores sensor readings of its pumps in Amazon S3 and wants to query the last month at low cost"


def test_a_stem_with_one_word_changed_is_nearly_the_same():
    long_stem = f"{STEM} without a server to look after and without a change of the format in which the pumps write"
    pairs = list(near_duplicates({"one": long_stem, "two": long_stem.replace("pumps write", "pumps send")}))
    assert [(first, second) for first, second, _ in pairs] == [("one", "two")]


def test_another_question_about_the_same_things_is_not():
    other = "A company wants to query the readings of its pumps as they arrive, within a second, for an alarm"
    assert list(near_duplicates({"one": STEM, "two": other})) == []


@given(st.dictionaries(st.integers(), st.text(alphabet="ab ", max_size=30), max_size=8))
def test_pairs_are_those_that_a_comparison_of_all_finds(texts):
    names = list(texts)
    expected = set()
    for place, second in enumerate(names):
        for first in names[:place]:
            one, two = shingles(texts[first]), shingles(texts[second])
            if len(one & two) / len(one | two) >= 0.5:
                expected.add((first, second))
    assert {(first, second) for first, second, _ in near_duplicates(texts, threshold=0.5)} == expected


@given(st.lists(st.text(alphabet="abA ,", max_size=30), min_size=1, max_size=8))
def test_one_text_is_near_to_those_that_a_comparison_of_all_finds(texts):
    named = dict(enumerate(texts))
    expected = {pair for pair in near_duplicates(named, threshold=0.5) if 0 in pair[:2]}
    own = named.pop(0)
    assert set(nearly_as(own, named, threshold=0.5)) == {second for _, second, _ in expected}


def test_a_question_is_the_same_whatever_its_case_its_punctuation_and_the_order_of_its_options():
    one = likeness_key("Which bucket?", ["A red one.", "A blue one."])
    assert one == likeness_key("which  bucket", ["a blue one", "A red one"])
    assert one != likeness_key("Which bucket?", ["A red one.", "A green one."])


def test_formulas_are_told_apart_by_their_signs():
    assert likeness_key("∑?", ["+", "-"]) != likeness_key("∑?", ["+", "*"])
