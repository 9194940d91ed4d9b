import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.rules import (
    Headline,
    Ruled,
    RulingKind,
    Scale,
    band,
    headline,
    is_right,
    reaches_pass_mark,
    scaled_score,
    tally,
    wilson_interval,
)

SCALE = Scale(100, 1000, 750)
A, B, C = (frozenset({option}) for option in range(3))


@pytest.mark.parametrize(
    ("right", "counted", "score", "low", "high"),
    [(36, 50, 748, 625, 843), (37, 50, 766, 644, 857), (50, 50, 1000, 936, 1000), (0, 50, 100, 100, 164)],
)
def test_known_scores_and_their_bands(right, counted, score, low, high):
    assert scaled_score(right, counted, SCALE) == score
    assert band(right, counted, SCALE) == (low, high)


def test_the_pass_mark_takes_37_of_50():
    assert [reaches_pass_mark(right, 50, SCALE) for right in (36, 37)] == [False, True]


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_shown_score_and_the_verdict_never_contradict_each_other(paper):
    right, counted = paper
    assert (scaled_score(right, counted, SCALE) >= SCALE.pass_mark) is reaches_pass_mark(right, counted, SCALE)


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_score_lies_within_its_band(paper):
    right, counted = paper
    low, high = band(right, counted, SCALE)
    assert low - 1 <= scaled_score(right, counted, SCALE) <= high + 1
    assert SCALE.least <= low <= high <= SCALE.most


def test_a_band_that_begins_just_below_the_pass_mark_is_not_rounded_up_to_it():
    assert band(20, 22, SCALE) == (749, 977)
    assert headline(band(20, 22, SCALE), SCALE) == Headline.CLOSE


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_headline_follows_the_exact_ends_of_the_band(paper):
    low, high = (900 * end >= 650 for end in wilson_interval(*paper))
    verdict = {(True, True): Headline.PASS, (False, True): Headline.CLOSE, (False, False): Headline.FAIL}[low, high]
    assert headline(band(*paper, SCALE), SCALE) == verdict


def test_with_nothing_counted_nothing_is_claimed():
    assert wilson_interval(0, 0) == (0.0, 1.0)
    assert not reaches_pass_mark(0, 0, SCALE)
    assert scaled_score(0, 0, SCALE) == SCALE.least


@pytest.mark.parametrize(
    ("on_scale", "verdict"),
    [
        ((750, 800), Headline.PASS),
        ((749, 800), Headline.CLOSE),
        ((600, 750), Headline.CLOSE),
        ((600, 749), Headline.FAIL),
    ],
)
def test_the_headline_claims_nothing_while_the_pass_mark_lies_in_the_band(on_scale, verdict):
    assert headline(on_scale, SCALE) == verdict


RULINGS = {
    "no ruling": ([], [True, False, False]),
    "also right": ([Ruled(RulingKind.ALSO_RIGHT, B)], [True, True, False]),
    "right instead": ([Ruled(RulingKind.RIGHT_INSTEAD, B)], [False, True, False]),
    "the later of two": ([Ruled(RulingKind.ALSO_RIGHT, B), Ruled(RulingKind.RIGHT_INSTEAD, C)], [False, False, True]),
    "full credit": ([Ruled(RulingKind.FULL_CREDIT)], [True, True, True]),
    "drop": ([Ruled(RulingKind.DROP)], [None, None, None]),
    "credit to a dropped one": ([Ruled(RulingKind.DROP), Ruled(RulingKind.FULL_CREDIT)], [None, None, None]),
    "a drop taken back": ([Ruled(RulingKind.DROP), Ruled(RulingKind.RIGHT_INSTEAD, A)], [True, False, False]),
    "credit taken back": ([Ruled(RulingKind.FULL_CREDIT), Ruled(RulingKind.RIGHT_INSTEAD, B)], [False, True, False]),
    "a drop after all": ([Ruled(RulingKind.RIGHT_INSTEAD, B), Ruled(RulingKind.DROP)], [None, None, None]),
}


@pytest.mark.parametrize("case", RULINGS)
def test_rulings_change_what_is_right(case):
    rulings, rights = RULINGS[case]
    assert [is_right(chosen, A, rulings) for chosen in (A, B, C)] == rights


def test_multiple_response_is_all_or_nothing():
    assert [is_right(chosen, A | B) for chosen in (A | B, A, A | B | C, frozenset())] == [True, False, False, False]


def test_a_blank_is_wrong_and_a_dropped_question_does_not_count():
    assert tally([True, False, None, is_right(frozenset(), A)]) == (1, 3)


def test_without_a_pass_mark_the_estimate_stands_for_itself():
    scale = Scale(0, 100, None)
    assert (scaled_score(3, 4, scale), reaches_pass_mark(3, 4, scale)) == (75, None)
    assert headline(band(3, 4, scale), scale) is Headline.ESTIMATE
