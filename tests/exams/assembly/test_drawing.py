import random
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import combinations

import pytest

from exams.assembly import CannotDraw, Entry, Place, Shortage, draw, option_order
from exams.assembly.entries import enemies_among
from exams.assembly.quotas import Quota, quotas, shortlist_limits
from exams.assembly.selection import Selection

ANY_SHARE = (0.0, 1.0)
OUTLINE = {"Data Engineering": 3, "Exploratory Data Analysis": 3, "Modeling": 5, "Implementation": 4}
MLS_C01 = quotas(dict(zip(OUTLINE, (20, 24, 36, 20), strict=True)), questions=65, scored=50)


def entry(
    question: int, domain: str = "Modeling", objective: str = "3.1", *, multiple: bool = False, month: int = 0
) -> Entry:
    """A question last seen in a month of 2026; never, where the month is 0."""
    last_seen = datetime(2026, month, 1, tzinfo=UTC) if month else None
    return Entry(question, question, domain, objective, multiple, last_seen, lot=question)


def entries(questions: range, domain: str = "Modeling", objective: str = "3.1", month: int = 0) -> list[Entry]:
    return [entry(question, domain, objective, month=month) for question in questions]


def full_shortlist(chance: random.Random) -> list[Entry]:
    statements = [
        (quota.domain, objective)
        for quota in MLS_C01
        for objective, limit in shortlist_limits(quota.total, [*"12345"][: OUTLINE[quota.domain]]).items()
        for _ in range(limit)
    ]
    return [
        Entry(number, number, domain, objective, chance.random() < 0.2, None, chance.getrandbits(31))
        for number, (domain, objective) in enumerate(statements)
    ]


def modeling(
    shortlist: list[Entry],
    places: int,
    *,
    enemies: Sequence[tuple[int, int]] = (),
    share: tuple[float, float] = ANY_SHARE,
    seed: int = 1,
) -> list[Entry]:
    paper = draw(shortlist, [Quota("Modeling", places, places)], enemies, multiple_share=share, seed=seed)
    return [place.entry for place in paper]


def questions(drawn: list[Entry]) -> set[int]:
    return {drawn_entry.question for drawn_entry in drawn}


def test_a_paper_has_the_places_of_every_domain() -> None:
    paper = draw(full_shortlist(random.Random(1)), MLS_C01, [], multiple_share=(0.15, 0.25), seed=7)
    assert Counter(place.entry.domain for place in paper) == {quota.domain: quota.total for quota in MLS_C01}
    assert Counter(place.entry.domain for place in paper if place.scored) == {
        quota.domain: quota.scored for quota in MLS_C01
    }
    assert len({place.entry.question for place in paper}) == 65
    assert 10 <= sum(place.entry.multiple for place in paper) <= 16


def test_the_same_seed_draws_the_same_paper_in_whatever_order_the_shortlist_comes() -> None:
    chance = random.Random(1)
    shortlist = full_shortlist(chance)
    enemies = [tuple(chance.sample(range(len(shortlist)), 2)) for _ in range(30)]
    paper = draw(shortlist, MLS_C01, enemies, multiple_share=(0.15, 0.25), seed=7)
    for _ in range(3):
        chance.shuffle(shortlist)
        chance.shuffle(enemies)
        turned = [pair[::-1] for pair in enemies]
        assert draw(shortlist, MLS_C01, turned, multiple_share=(0.15, 0.25), seed=7) == paper
    assert draw(shortlist, MLS_C01, enemies, multiple_share=(0.15, 0.25), seed=8) != paper


@pytest.mark.parametrize(
    ("enemies", "sentence"),
    [
        ([], "Modeling has 3 of the 4 questions that the paper needs."),
        (
            [(1, 2)],
            (
                "Modeling has 2 of the 4 questions that the paper needs; "
                "1 more is kept apart as an enemy of a question already chosen."
            ),
        ),
        (
            [(1, 2), (2, 3), (1, 3)],
            (
                "Modeling has 1 of the 4 questions that the paper needs; "
                "2 more are kept apart as enemies of questions already chosen."
            ),
        ),
    ],
)
def test_what_is_missing_is_named(enemies: list[tuple[int, int]], sentence: str) -> None:
    with pytest.raises(CannotDraw) as refused:
        modeling(entries(range(1, 4)), 4, enemies=enemies)
    assert str(refused.value) == sentence


def test_every_domain_that_lacks_questions_is_named() -> None:
    paper = [Quota("Modeling", 2, 1), Quota("Deployment", 1, 1), Quota("Exploration", 1, 1)]
    with pytest.raises(CannotDraw) as refused:
        draw([entry(1), entry(2, "Deployment")], paper, [], multiple_share=ANY_SHARE, seed=1)
    assert refused.value.shortages == (Shortage("Modeling", 2, 1, 0), Shortage("Exploration", 1, 0, 0))


def test_a_question_that_would_leave_another_domain_empty_stands_back() -> None:
    shortlist = [*entries(range(1, 9), "Modeling"), entry(9, "Deployment")]
    enemies = [(modeling_question, 9) for modeling_question in range(1, 8)]
    for seed in range(20):
        paper = [Quota("Modeling", 1, 1), Quota("Deployment", 1, 0)]
        drawn = draw(shortlist, paper, enemies, multiple_share=ANY_SHARE, seed=seed)
        assert {place.entry.question for place in drawn} == {8, 9}


def test_an_unseen_question_stands_back_where_no_paper_could_hold_it() -> None:
    shortlist = [entry(1), entry(2, month=1), entry(3, "Deployment", month=2)]
    paper = [Quota("Modeling", 1, 1), Quota("Deployment", 1, 1)]
    drawn = draw(shortlist, paper, [(1, 3)], multiple_share=ANY_SHARE, seed=1)
    assert {place.entry.question for place in drawn} == {2, 3}


def test_of_enemies_the_unseen_one_is_chosen() -> None:
    shortlist = [entry(1, month=1), entry(2), entry(3)]
    assert questions(modeling(shortlist, 1, enemies=[(1, 2), (1, 3)])) <= {2, 3}


def test_an_unseen_question_is_not_lost_to_an_enemy_that_others_could_replace() -> None:
    shortlist = [entry(1), entry(2), entry(3, "Deployment"), entry(4, "Deployment", month=5)]
    paper = [Quota("Modeling", 1, 1), Quota("Deployment", 1, 1)]
    drawn = draw(shortlist, paper, [(1, 3)], multiple_share=ANY_SHARE, seed=1)
    assert {place.entry.question for place in drawn} == {2, 3}


def test_a_feud_too_great_to_search_leaves_a_paper_without_enemies() -> None:
    ring = [(question, (question + 1) % 200) for question in range(200)]
    drawn = questions(modeling(entries(range(200)), 65, enemies=ring))
    assert not any(one in drawn and other in drawn for one, other in ring)


def test_of_many_twins_one_is_drawn() -> None:
    twins = list(combinations(range(60), 2))
    assert len(questions(modeling(entries(range(65)), 6, enemies=twins)) & set(range(60))) == 1


def test_unseen_questions_come_before_those_seen_longest_ago() -> None:
    shortlist = [entry(1, month=3), entry(2, month=1), entry(3), entry(4, month=2), entry(5)]
    assert questions(modeling(shortlist, 2)) == {3, 5}
    assert questions(modeling(shortlist, 4)) == {2, 3, 4, 5}


def test_the_order_of_seen_questions_outweighs_balance() -> None:
    shortlist = [*entries(range(4), objective="3.1"), *entries(range(4, 8), objective="3.2", month=1)]
    assert questions(modeling(shortlist, 4)) == {0, 1, 2, 3}


def test_places_are_balanced_over_task_statements() -> None:
    shortlist = [
        *entries(range(20), objective="3.1"),
        *entries(range(20, 40), objective="3.2"),
        entry(40, objective="3.3"),
    ]
    assert Counter(drawn.objective for drawn in modeling(shortlist, 9)) == {"3.1": 4, "3.2": 4, "3.3": 1}


def test_any_task_statement_may_get_the_odd_place() -> None:
    shortlist = [*entries(range(5), objective="3.1"), *entries(range(5, 10), objective="3.2")]
    favoured = {Counter(drawn.objective for drawn in modeling(shortlist, 3, seed=seed))["3.1"] for seed in range(20)}
    assert favoured == {1, 2}


def test_an_enemy_is_chosen_where_it_balances_better() -> None:
    shortlist = [*entries(range(5), objective="3.1"), entry(5, objective="3.2")]
    drawn = modeling(shortlist, 5, enemies=[(4, 5)])
    assert Counter(entry.objective for entry in drawn) == {"3.1": 4, "3.2": 1}


@pytest.mark.parametrize(
    ("share", "count"), [((0.2, 0.5), 2), ((0.5, 0.7), 5), ((0.0, 0.1), 1), ((0.07, 0.07), 1), ((0.9, 1.0), 6)]
)
def test_kinds_are_swapped_until_their_share_is_right_or_nothing_is_left_to_swap(
    share: tuple[float, float], count: int
) -> None:
    shortlist = [entry(number, multiple=number in {0, 1, 20, 21, 22, 23}) for number in range(24)]
    assert sum(drawn.multiple for drawn in modeling(shortlist, 10, share=share)) == count


def test_a_share_that_is_a_whole_number_of_questions_is_met_exactly() -> None:
    shortlist = [entry(number, multiple=number >= 25) for number in range(50)]
    assert sum(drawn.multiple for drawn in modeling(shortlist, 25, share=(0.28, 0.28))) == 7


def test_kinds_never_cost_an_unseen_question_or_the_balance() -> None:
    shortlist = [*entries(range(2), objective="3.1"), *entries(range(2, 4), objective="3.2")]
    seen, elsewhere = entry(4, objective="3.1", multiple=True, month=1), entry(5, "Deployment", multiple=True)
    assert questions(modeling([*shortlist, seen, elsewhere], 4, share=(0.25, 1.0))) == {0, 1, 2, 3}
    one_sided = [*shortlist, *(entry(number, objective="3.1", multiple=True) for number in range(6, 9))]
    assert Counter(drawn.objective for drawn in modeling(one_sided, 4, share=(0.75, 1.0))) == {"3.1": 2, "3.2": 2}


def test_kinds_never_bring_enemies_together() -> None:
    shortlist = [*entries(range(4)), *(entry(number, multiple=True) for number in range(4, 8))]
    enemies = [(4, 5), (4, 6), (5, 6), (5, 7), (6, 7), (4, 7)]
    assert sum(drawn.multiple for drawn in modeling(shortlist, 4, share=(1.0, 1.0), enemies=enemies)) == 1


def test_a_question_for_whose_sake_another_stands_back_is_not_let_go() -> None:
    selection = Selection({"Modeling": 1}, enemies_among(entries(range(4)), [(0, 1)]))
    selection.take([entry(0)])
    assert not selection.allows(entry(0), entry(2))
    assert selection.allows(entry(0), entry(1))


def test_a_twin_of_the_other_kind_may_take_the_place() -> None:
    twins = [entry(1), entry(2, multiple=True)]
    assert questions(modeling(twins, 1, share=(1.0, 1.0), enemies=[(1, 2)])) == {2}


def test_every_order_and_every_choice_of_scored_questions_is_as_likely() -> None:
    shortlist = [*entries(range(3)), entry(3, "Deployment")]
    paper = [Quota("Modeling", 3, 2), Quota("Deployment", 1, 1)]
    drawn = Counter(draw(shortlist, paper, [], multiple_share=ANY_SHARE, seed=seed) for seed in range(7200))
    assert len(drawn) == 24 * 3
    assert min(drawn.values()) > 60
    assert max(drawn.values()) < 140


def test_options_are_shown_in_every_order_unless_locked() -> None:
    chance = random.Random(1)
    assert len({option_order(3, locked=False, chance=chance) for _ in range(100)}) == 6
    assert option_order(4, locked=True, chance=chance) == (0, 1, 2, 3)


def test_a_question_that_the_shortlist_names_twice_is_drawn_once() -> None:
    twice = [entry(1), Entry(1, 2, "Modeling", "3.1", multiple=False, last_seen=None, lot=9)]
    assert draw(twice, [Quota("Modeling", 1, 1)], [], multiple_share=ANY_SHARE, seed=1) == (
        Place(entry(1), scored=True),
    )
    with pytest.raises(CannotDraw):
        modeling(twice, 2)
