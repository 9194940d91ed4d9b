import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.ranking import A_PAGE, NEIGHBOURS, Line, banded, excerpt, ranked
from scoring.rules import Headline

LINES = st.lists(
    st.builds(
        Line,
        member=st.integers(1, 10**6),
        name=st.text("aAbBé", max_size=3),
        value=st.integers(0, 6),
        before=st.none() | st.integers(0, 6),
        headline=st.sampled_from([headline.value for headline in Headline]),
    ),
    unique_by=lambda line: line.member,
)


def line(name: str, value: int, before: int | None = None, **facts) -> Line:
    return Line(facts.pop("member", ord(name)), name, value, before, **facts)


def test_equal_values_share_a_rank_and_the_next_follows_after_as_many():
    placed = ranked([line("c", 700), line("a", 800), line("d", 600), line("b", 800)])
    assert [(each.rank, each.line.name) for each in placed] == [(1, "a"), (1, "b"), (3, "c"), (4, "d")]


def test_equal_values_stand_by_name_whatever_its_case():
    assert [each.line.name for each in ranked([line("b", 1), line("C", 1), line("A", 1)])] == ["A", "b", "C"]


@pytest.mark.parametrize(
    ("before", "moved"),
    [
        ({"a": 500, "b": 600}, {"a": 1, "b": -1}),
        ({"a": 700, "b": 600}, {"a": 0, "b": 0}),
        ({"a": 600, "b": 600}, {"a": 0, "b": -1}),
        ({"a": None, "b": 600}, {"a": None, "b": -1}),
    ],
)
def test_a_trend_is_the_places_won_since_last_week_among_those_who_stood_there(before, moved):
    placed = ranked([line("a", 800, before["a"]), line("b", 700, before["b"])])
    assert {each.line.name: each.moved for each in placed} == moved


@given(LINES)
def test_a_rank_is_one_more_than_how_many_are_better(lines):
    placed = ranked(lines)
    assert sorted(each.line.member for each in placed) == sorted(line.member for line in lines)
    for each in placed:
        assert each.rank == 1 + sum(other.value > each.line.value for other in lines)
    assert [each.rank for each in placed] == sorted(each.rank for each in placed)


@given(LINES, st.randoms())
def test_the_order_does_not_depend_on_how_lines_come_in(lines, dice):
    shuffled = list(lines)
    dice.shuffle(shuffled)
    assert ranked(shuffled) == ranked(lines)
    assert banded(shuffled) == banded(lines)


@given(LINES)
def test_the_order_within_a_band_depends_on_no_number(lines):
    without = [line.__class__(line.member, line.name, 0, headline=line.headline) for line in lines]
    assert [(band, [each.member for each in of_band]) for band, of_band in banded(lines)] == [
        (band, [each.member for each in of_band]) for band, of_band in banded(without)
    ]


def test_bands_stand_from_the_best_and_empty_ones_not_at_all():
    lines = [line("x", 1, headline="fail"), line("z", 9, headline="pass"), line("y", 8, headline="pass")]
    assert [(band, [each.name for each in of_band]) for band, of_band in banded(lines)] == [
        (Headline.PASS, ["y", "z"]),
        (Headline.FAIL, ["x"]),
    ]


@given(st.integers(0, 3 * A_PAGE), st.integers(0, 3 * A_PAGE))
def test_ones_own_line_is_always_shown_with_its_neighbours(number, own):
    placed = ranked(Line(member, "", -member) for member in range(number))
    parts = excerpt(placed, own)
    shown = [each.line.member for part in parts for each in part]
    assert shown == sorted(set(shown))
    assert set(range(min(number, A_PAGE))) <= set(shown)
    if own < number:
        assert own in shown
    if A_PAGE <= own < number:
        assert set(range(own - NEIGHBOURS, min(number, own + NEIGHBOURS + 1))) <= set(shown)
    for part in parts:
        members = [each.line.member for each in part]
        assert members == list(range(members[0], members[0] + len(members))) if members else number == 0
