from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.formats.qti.keys import Key, NoKey, find

ABC = "ABC"
EIGHT = "ABCDEFGH"


def scoring(**scores):
    return lambda response: float(scores.get("".join(sorted(response)), 0))


def test_the_option_that_scores_highest_is_the_key():
    assert find(scoring(A=1, B=3, C=2), ABC, most=1, declared=frozenset()) == Key(frozenset("B"))


def test_the_smallest_response_is_the_key_where_more_options_change_nothing():
    assert find(scoring(AB=2, ABC=2), ABC, most=3, declared=frozenset()) == Key(frozenset("AB"))


def test_only_responses_that_may_be_given_count():
    assert find(scoring(AB=2, ABC=3), ABC, most=2, declared=frozenset()) == Key(frozenset("AB"))


def test_what_the_file_declares_as_correct_decides_among_equals_with_a_doubt():
    found = find(scoring(A=1, C=1), ABC, most=1, declared=frozenset("C"))
    assert found.options == frozenset("C")
    assert found.doubt == "scores option 1 and option 3 in full; the response declared as correct was taken."


@pytest.mark.parametrize(
    ("scores", "most", "reason"),
    [
        ({}, 1, "scores no option above the others"),
        ({"A": 1, "B": 1, "C": 1}, 1, "scores no option above the others"),
        ({"A": -1, "B": -1, "C": -1}, 1, "scores no option above the others"),
        ({"A": 1, "B": 1}, 1, "scores option 1 and option 2 in full"),
        ({"AB": 1, "AC": 1, "BC": 1}, 3, "scores option 1 with 2 and option 1 with 3 and option 2 with 3 in full"),
    ],
)
def test_a_scoring_that_singles_out_no_response_gives_no_key(scores, most, reason):
    with pytest.raises(NoKey, match=reason):
        find(scoring(**scores), ABC, most=most, declared=frozenset())


KEYS = st.frozensets(st.sampled_from(EIGHT), min_size=1)


@given(KEYS)
def test_a_key_that_scores_as_a_whole_is_found_among_many_options_by_a_hint(key):
    assert find(lambda given: float(given == key), EIGHT, most=8, declared=frozenset(), hints={key}) == Key(key)


@given(KEYS, st.integers(0, 3))
def test_a_key_that_scores_by_parts_is_found_among_many_options_without_a_hint(key, penalty):
    def score(given):
        return len(given & key) - penalty * len(given - key)

    assert find(score, EIGHT, most=8, declared=frozenset()) == Key(key)


def test_no_scoring_is_tried_with_all_responses_of_many_options():
    tried = []
    key = frozenset("ABCD")
    find(lambda given: tried.append(given) or float(given == key), "ABCDEFGHIJKL", most=12, declared=key)
    assert len(tried) < len(list(combinations("ABCDEFGHIJKL", 2)))
