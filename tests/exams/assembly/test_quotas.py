from fractions import Fraction
from itertools import permutations
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exams.assembly.quotas import NoSolution, Quota, quotas, quotas_within, shortlist_limits, spread

WEIGHTS = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(1, 100), min_size=1, max_size=8)
PAPERS = st.integers(1, 200).flatmap(lambda questions: st.tuples(st.just(questions), st.integers(1, questions)))


def test_mls_c01_has_the_places_of_the_real_exam() -> None:
    weights = {"Data Engineering": 20, "Exploratory Data Analysis": 24, "Modeling": 36, "Implementation": 20}
    assert quotas(weights, questions=65, scored=50) == (
        Quota("Data Engineering", 13, 10),
        Quota("Exploratory Data Analysis", 16, 12),
        Quota("Modeling", 23, 18),
        Quota("Implementation", 13, 10),
    )


@pytest.mark.parametrize(
    ("weights", "questions", "scored", "places"),
    [
        pytest.param({"a": 1}, 7, 3, [(7, 3)], id="one domain takes all"),
        pytest.param({"a": 1, "b": 1, "c": 1}, 4, 2, [(2, 1), (1, 1), (1, 0)], id="ties go to the first"),
        pytest.param({"c": 1, "b": 1, "a": 1}, 5, 5, [(2, 2), (2, 2), (1, 1)], id="first is the mapping's first"),
        pytest.param({"a": 9, "b": 1}, 2, 1, [(2, 1), (0, 0)], id="a light domain may get nothing"),
        pytest.param({"a": 3, "b": 3, "c": 2}, 3, 2, [(1, 1), (1, 1), (1, 0)], id="scored ones are a part of all"),
        pytest.param({"a": 1, "b": 3, "c": 3}, 4, 3, [(0, 0), (2, 2), (2, 1)], id="no more scored than there are"),
    ],
)
def test_places_go_by_largest_remainder(
    weights: dict[str, int], questions: int, scored: int, places: list[tuple[int, int]]
) -> None:
    assert [(quota.total, quota.scored) for quota in quotas(weights, questions, scored)] == places


@pytest.mark.parametrize(
    ("weights", "questions", "scored", "reason"),
    [
        ({}, 65, 50, "A blueprint needs at least one domain."),
        ({"Modeling": 0}, 65, 50, "The weight of Modeling is 0; it must be a whole number above zero."),
        ({"Modeling": 0.5}, 65, 50, "The weight of Modeling is 0.5; it must be a whole number above zero."),
        ({"Modeling": 1}, 50, 65, "A paper of 50 questions cannot have 65 scored ones."),
        ({"Modeling": 1}, 0, 0, "A paper needs at least one scored question."),
    ],
)
def test_numbers_without_a_paper_are_refused(weights: dict[str, int], questions: int, scored: int, reason: str) -> None:
    with pytest.raises(NoSolution) as refused:
        quotas(weights, questions, scored)
    assert str(refused.value) == reason


@settings(deadline=None)
@given(weights=WEIGHTS, paper=PAPERS)
def test_every_place_is_given_and_no_domain_is_off_its_share_by_a_whole_place(
    weights: dict[str, int], paper: tuple[int, int]
) -> None:
    questions, scored = paper
    places = quotas(weights, questions, scored)
    assert [quota.domain for quota in places] == list(weights)
    assert sum(quota.total for quota in places) == questions
    assert sum(quota.scored for quota in places) == scored
    for quota in places:
        share = Fraction(weights[quota.domain], sum(weights.values()))
        assert floor(share * questions) <= quota.total <= ceil(share * questions)
        assert floor(share * scored) <= quota.scored <= quota.total


@settings(deadline=None)
@given(weights=WEIGHTS, paper=PAPERS)
def test_scored_places_go_by_their_own_shares_wherever_these_fit(
    weights: dict[str, int], paper: tuple[int, int]
) -> None:
    questions, scored = paper
    places = quotas(weights, questions, scored)
    alone = quotas(weights, scored, scored)
    if all(own.total <= quota.total for own, quota in zip(alone, places, strict=True)):
        assert [quota.scored for quota in places] == [own.total for own in alone]


@settings(deadline=None)
@given(weights=WEIGHTS, questions=st.integers(1, 200))
def test_a_heavier_domain_never_has_fewer_places(weights: dict[str, int], questions: int) -> None:
    for lighter, heavier in permutations(quotas(weights, questions, questions), 2):
        if weights[lighter.domain] < weights[heavier.domain]:
            assert lighter.total <= heavier.total


@settings(deadline=None)
@given(places=st.integers(0, 100), objectives=st.lists(st.text(max_size=3), min_size=1, max_size=12, unique=True))
def test_places_are_spread_evenly_over_objectives(places: int, objectives: list[str]) -> None:
    shares = spread(places, objectives)
    assert list(shares) == objectives
    assert sum(shares.values()) == places
    assert max(shares.values()) - min(shares.values()) <= 1


def test_left_over_places_go_to_the_first_objectives() -> None:
    assert spread(16, ["2.1", "2.2", "2.3"]) == {"2.1": 6, "2.2": 5, "2.3": 5}


def test_a_domain_without_objectives_is_refused() -> None:
    with pytest.raises(NoSolution, match="at least one objective"):
        spread(16, [])


def test_a_shortlist_holds_four_times_the_places_of_an_objective() -> None:
    assert shortlist_limits(16, ["2.1", "2.2", "2.3"]) == {"2.1": 24, "2.2": 20, "2.3": 20}


def test_one_objective_alone_can_fill_its_domain() -> None:
    objectives = ["3.1", "3.2", "3.3", "3.4", "3.5"]
    assert shortlist_limits(23, objectives) == dict.fromkeys(objectives, 23)


@st.composite
def ranged_papers(choose: st.DrawFn) -> tuple[dict[str, tuple[int, int]], int, int]:
    ends = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted).filter(lambda pair: pair[1] > 0)
    ranges = choose(st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), ends, min_size=1, max_size=8))
    least, most = (sum(ends) for ends in zip(*ranges.values(), strict=True))
    questions = choose(st.integers(max(least, 1), most))
    return {domain: (low, high) for domain, (low, high) in ranges.items()}, questions, choose(st.integers(1, questions))


@given(ranged_papers())
def test_ranges_that_have_a_paper_fill_it_and_each_is_kept(case: tuple[dict[str, tuple[int, int]], int, int]) -> None:
    ranges, questions, scored = case
    places = quotas_within(ranges, questions, scored)
    assert [quota.domain for quota in places] == list(ranges)
    assert (sum(quota.total for quota in places), sum(quota.scored for quota in places)) == (questions, scored)
    for quota in places:
        least, most = ranges[quota.domain]
        assert least <= quota.total <= most
        assert floor(Fraction(scored * quota.total, questions)) <= quota.scored <= quota.total


@given(ranged_papers())
def test_what_is_above_the_least_goes_by_the_widths_of_the_ranges(
    case: tuple[dict[str, tuple[int, int]], int, int],
) -> None:
    ranges, questions, scored = case
    left = questions - sum(least for least, _ in ranges.values())
    width = sum(most - least for least, most in ranges.values())
    for quota in quotas_within(ranges, questions, scored):
        least, most = ranges[quota.domain]
        share = Fraction(left * (most - least), width) if width else Fraction(0)
        assert floor(share) <= quota.total - least <= ceil(share)


@pytest.mark.parametrize(
    ("ranges", "reason"),
    [
        ({}, "A blueprint needs at least one domain."),
        ({"a": (3, 2)}, "The range of a is 3 to 2; it must run upward, and end above zero."),
        ({"a": (0, 0), "b": (10, 10)}, "The range of a is 0 to 0; it must run upward, and end above zero."),
        ({"a": (6, 8), "b": (5, 9)}, "The domains need 11 questions or more; the paper has 10."),
        ({"a": (1, 4), "b": (1, 5)}, "The domains take 9 questions at most; the paper has 10."),
        ({"a": (1, 9), "b": (1, 9)}, "A paper of 10 questions cannot have 12 scored ones."),
    ],
)
def test_ranges_without_a_paper_are_refused(ranges: dict[str, tuple[int, int]], reason: str) -> None:
    with pytest.raises(NoSolution) as refused:
        quotas_within(ranges, questions=10, scored=12 if "cannot" in reason else 8)
    assert str(refused.value) == reason
