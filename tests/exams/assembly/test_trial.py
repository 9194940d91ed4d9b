"""Questions on trial gather figures in unscored places, and never count."""

from datetime import UTC, datetime
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.assembly import CannotDraw, Entry, Place, Shortage, draw
from exams.assembly.quotas import Quota

SEEN = datetime(2026, 1, 1, tzinfo=UTC)
QUOTAS = (Quota("A", 3, 2), Quota("B", 2, 1))
LINES = st.tuples(st.sampled_from("AB"), st.sampled_from("xy"), st.sampled_from([None, SEEN]), st.booleans())


def entry(number: int, domain: str = "A", *, seen: datetime | None = None, on_trial: bool = False) -> Entry:
    return Entry(number, number, domain, "x", multiple=False, last_seen=seen, lot=number, on_trial=on_trial)


def paper(entries: list[Entry], *, enemies: list[tuple[int, int]], seed: int = 1) -> tuple[Place, ...] | None:
    try:
        return draw(entries, QUOTAS, enemies, multiple_share=(0, 1), seed=seed)
    except CannotDraw:
        return None


@st.composite
def shortlists(choose: st.DrawFn, *, most_enemies: int = 0) -> tuple[list[Entry], list[tuple[int, int]]]:
    lines = choose(st.lists(LINES, min_size=2, max_size=14))
    entries = [
        Entry(number, number, domain, objective, False, seen, number, on_trial)
        for number, (domain, objective, seen, on_trial) in enumerate(lines)
    ]
    pairs = list(combinations(range(len(lines)), 2))
    return entries, choose(st.lists(st.sampled_from(pairs), max_size=most_enemies, unique=True))


@given(shortlists(most_enemies=8), st.integers(0, 99))
def test_no_question_on_trial_is_ever_scored(case: tuple[list[Entry], list[tuple[int, int]]], seed: int) -> None:
    entries, enemies = case
    if drawn := paper(entries, enemies=enemies, seed=seed):
        assert not any(place.scored and place.entry.on_trial for place in drawn)
        for quota in QUOTAS:
            scored = [place.scored for place in drawn if place.entry.domain == quota.domain]
            assert (len(scored), sum(scored)) == (quota.total, quota.scored)


@given(shortlists())
def test_without_enemies_a_paper_is_found_exactly_when_scored_places_have_settled_questions(
    case: tuple[list[Entry], list[tuple[int, int]]],
) -> None:
    entries, _ = case
    of = {quota: [entry for entry in entries if entry.domain == quota.domain] for quota in QUOTAS}
    settled = {quota: sum(not entry.on_trial for entry in known) for quota, known in of.items()}
    exists = all(len(of[quota]) >= quota.total and settled[quota] >= quota.scored for quota in QUOTAS)
    assert (paper(entries, enemies=[]) is not None) == exists


@given(shortlists(most_enemies=8))
def test_a_question_on_trial_never_costs_a_paper_that_there_would_be_without_it(
    case: tuple[list[Entry], list[tuple[int, int]]],
) -> None:
    entries, enemies = case
    if paper([entry for entry in entries if not entry.on_trial], enemies=enemies):
        assert paper(entries, enemies=enemies)


@given(shortlists())
def test_unscored_places_go_to_unseen_questions_on_trial_first(
    case: tuple[list[Entry], list[tuple[int, int]]],
) -> None:
    entries, _ = case
    if drawn := paper(entries, enemies=[]):
        for quota in QUOTAS:
            new = sum(e.domain == quota.domain and e.on_trial and e.last_seen is None for e in entries)
            placed = [p.entry for p in drawn if p.entry.domain == quota.domain and not p.scored]
            assert sum(entry.on_trial and entry.last_seen is None for entry in placed) == min(new, quota.unscored)


def test_a_question_that_was_met_before_is_no_trial_any_more_and_waits_for_its_turn() -> None:
    settled = [entry(number) for number in range(3)] + [entry(number, "B") for number in (10, 11)]
    drawn = paper([*settled, entry(3, seen=SEEN, on_trial=True)], enemies=[])
    assert drawn
    assert 3 not in {place.entry.question for place in drawn}


def test_too_few_settled_questions_are_told_with_those_on_trial() -> None:
    entries = [entry(1), *(entry(number, on_trial=True) for number in (2, 3, 4)), entry(10, "B"), entry(11, "B")]
    with pytest.raises(CannotDraw) as missing:
        draw(entries, QUOTAS, [], multiple_share=(0, 1), seed=1)
    assert missing.value.shortages == (Shortage("A", 3, 2, kept_apart=0, on_trial=2),)
    assert str(missing.value) == (
        "A has 2 of the 3 questions that the paper needs; 2 more are on trial, for unscored places only."
    )
