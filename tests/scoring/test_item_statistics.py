import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.item_statistics import (
    Answer,
    Count,
    ItemFigures,
    discrimination,
    fisher_interval,
    item_figures,
    rest_share,
    upper_and_lower,
)

A, B, NOTHING = frozenset({0}), frozenset({1}), frozenset[int]()


def made_up(answers: int, seed: int) -> list[Answer]:
    """Answers to a question with the key A and four options, given the more rightly the better the rest."""
    dice = random.Random(seed)
    rests = [dice.randint(10, 49) / 49 for _ in range(answers)]
    choices = [A if dice.random() < rest else frozenset({dice.choice([1, 1, 2])}) for rest in rests]
    times = [dice.randint(20, 400) for _ in rests]
    return [
        Answer(chosen, chosen == A, rest, seconds) for chosen, rest, seconds in zip(choices, rests, times, strict=True)
    ]


def answer(chosen: frozenset[int] = A, rest: float | None = 0.5, seconds: int = 60) -> Answer:
    return Answer(chosen, chosen == A, rest, seconds)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("number", [100, 101, 250])
def test_figures_are_those_of_numpy(number, seed):
    answers = made_up(number, seed)
    found = item_figures(answers, options=4, keys=A)
    right = np.array([answer.right for answer in answers])
    rest = np.array([answer.rest for answer in answers])
    means, share = (rest[right].mean(), rest[~right].mean()), right.mean()
    point_biserial = (means[0] - means[1]) / rest.std() * np.sqrt(share * (1 - share))
    z, reach = np.arctanh(point_biserial), 1.6448536269514722 / np.sqrt(number - 3)
    size = round(0.27 * number)
    in_order = np.sort(rest)
    upper, lower = rest >= in_order[-size], rest <= in_order[size - 1]
    chosen = np.array([[option in answer.chosen for option in range(4)] for answer in answers])
    assert (found.answers, found.right) == (number, right.sum())
    assert [found.facility, found.median_seconds] == [share, np.median([answer.seconds for answer in answers])]
    assert point_biserial == pytest.approx(np.corrcoef(right, rest)[0, 1])
    assert [found.discrimination, found.low, found.high] == pytest.approx(
        [point_biserial, np.tanh(z - reach), np.tanh(z + reach)]
    )
    assert (found.upper_size, found.lower_size) == (upper.sum(), lower.sum())
    assert [count.everyone for count in found.choices] == [*chosen.sum(axis=0), 0]
    assert [count.upper for count in found.choices] == [*chosen[upper].sum(axis=0), 0]
    assert [count.lower for count in found.choices] == [*chosen[lower].sum(axis=0), 0]
    assert found.non_functioning == (chosen[:, 1:].mean(axis=0) < 0.05).sum()


@pytest.mark.parametrize(
    ("answers", "figures"),
    [
        ([], ItemFigures(0, 0)),
        ([answer()] * 29, ItemFigures(29, 29)),
        ([answer(), answer(B, seconds=90)] * 15, ItemFigures(30, 15, facility=0.5, median_seconds=75.0)),
        ([answer()] * 99, ItemFigures(99, 99, facility=1.0, median_seconds=60.0)),
    ],
    ids=["none", "under 30", "30", "under 100"],
)
def test_too_few_answers_tell_only_how_many_they_are(answers, figures):
    assert item_figures(answers, options=3, keys=A) == figures


@pytest.mark.parametrize(
    "answers",
    [
        [answer(rest=place / 100) for place in range(100)],
        [answer(B, rest=place / 100) for place in range(100)],
        [answer(A if place % 2 else B, rest=0.1) for place in range(100)],
        [answer(A if place % 2 else B, rest=place / 100 if place < 99 else None) for place in range(100)],
    ],
    ids=["all right", "all wrong", "every rest the same", "a paper of one scored question"],
)
def test_answers_all_alike_have_no_discrimination(answers):
    found = item_figures(answers, options=2, keys=A)
    assert (found.discrimination, found.low, found.high) == (None, None, None)
    assert found.facility is not None


def test_without_variance_of_the_rest_nobody_is_upper_or_lower():
    found = item_figures([answer(A if place % 2 else B) for place in range(100)], options=2, keys=A)
    assert (found.upper_size, found.lower_size) == (0, 0)
    assert found.choices == (Count(50, 0, 0), Count(50, 0, 0), Count(0, 0, 0))


def test_blanks_are_wrong_and_counted_apart():
    answers = [answer(NOTHING if place < 10 else A, rest=place / 100) for place in range(100)]
    found = item_figures(answers, options=2, keys=A)
    assert (found.facility, found.choices) == (0.9, (Count(90, 27, 17), Count(0, 0, 0), Count(10, 0, 10)))


def test_a_distractor_functions_from_5_per_cent_on():
    choices = [A] * 91 + [frozenset({1})] * 5 + [frozenset({2})] * 4
    answers = [answer(chosen, rest=place / 100) for place, chosen in enumerate(choices)]
    assert item_figures(answers, options=4, keys=A).non_functioning == 2


def test_of_a_multiple_response_each_option_is_counted_by_itself():
    both = frozenset({0, 1})
    answers = [Answer(both if place < 60 else frozenset({0, 2}), place < 60, place / 100, 60) for place in range(100)]
    found = item_figures(answers, options=4, keys=both)
    assert [count.everyone for count in found.choices] == [100, 60, 40, 0, 0]
    assert (found.keys, found.non_functioning) == ((0, 1), 1)


def test_who_ties_with_the_last_of_a_group_belongs_to_it():
    answers = [answer(rest=rest) for rest in [0.1] * 40 + [0.5] * 30 + [0.9] * 30]
    upper, lower = upper_and_lower(answers)
    assert (len(upper), len(lower)) == (30, 40)


def test_nobody_is_in_both_groups():
    assert upper_and_lower([answer(rest=rest) for rest in [0.1] * 10 + [0.5] * 80 + [0.9] * 10]) == ([], [])


@pytest.mark.parametrize(
    ("found", "pairs", "interval"),
    [
        # r = 0.5 of 103 pairs: z = 0.549306, its error 0.1.
        (0.5, 103, (0.36689, 0.61305)),
        (0.0, 103, (-0.16302, 0.16302)),
        (1.0, 100, (1.0, 1.0)),
        (-1.0, 100, (-1.0, -1.0)),
    ],
)
def test_known_intervals_of_a_correlation(found, pairs, interval):
    assert fisher_interval(found, pairs) == pytest.approx(interval, abs=0.00001)


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 49).map(lambda right: right / 49)), min_size=100, max_size=130))
def test_a_discrimination_lies_within_its_interval(marks):
    if found := discrimination(marks):
        value, low, high = found
        assert -1.0000001 <= low <= value <= high <= 1.0000001


@pytest.mark.parametrize(
    ("right", "counted", "own", "rest"),
    [(30, 50, True, 29 / 49), (30, 50, False, 30 / 49), (30, 50, None, 0.6), (1, 1, True, None), (0, 0, None, None)],
)
def test_the_rest_leaves_out_the_question_itself_where_it_counts(right, counted, own, rest):
    assert rest_share(right, counted, own) == rest
