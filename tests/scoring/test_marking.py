from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from scoring.marking import Sat, figures, order_to_explain
from scoring.rules import Ruled, RulingKind, Scale

SCALE = Scale(100, 1000, 750)


def sat(position: int = 1, **facts) -> Sat:
    plain = {
        "revision": position, "domain": "1", "objective": "1.1", "scored": True, "key": frozenset({0}),
        "chosen": frozenset({0}), "first_chosen": None, "flagged": False, "seconds": 60, "state": "answered",
    }  # fmt: skip
    return Sat(position=position, **{**plain, **facts})


def test_unscored_questions_are_marked_and_count_nowhere():
    found = figures([sat(1), sat(2, scored=False)], {}, SCALE)
    assert (found.right, found.counted) == (1, 1)
    assert [(tally.right, tally.counted) for tally in found.domains] == [(1, 1)]
    assert [mark.right for mark in found.marks] == [True, True]


def test_domains_and_task_statements_are_counted_apart():
    paper = [sat(1), sat(2, objective="1.2", chosen=frozenset()), sat(3, domain="2", objective="2.1")]
    found = figures(paper, {}, SCALE)
    assert [(tally.code, tally.right, tally.counted, tally.meets) for tally in found.domains] == [
        ("1", 1, 2, False),
        ("2", 1, 1, True),
    ]
    assert [(tally.code, tally.right) for tally in found.objectives] == [("1.1", 1), ("1.2", 0), ("2.1", 1)]


def test_a_dropped_question_leaves_the_score():
    wrong = sat(2, chosen=frozenset({1}))
    found = figures([sat(1), wrong], {wrong.revision: [Ruled(RulingKind.DROP)]}, SCALE)
    assert (found.right, found.counted, found.scaled) == (1, 1, 1000)


def test_the_first_complete_answer_is_marked_beside_the_last():
    found = figures([sat(first_chosen=frozenset({1})), sat(2, first_chosen=frozenset({0}))], {}, SCALE)
    assert [(mark.first_right, mark.right) for mark in found.marks] == [(False, True), (True, True)]


def test_explanations_begin_with_the_wrong_choice_then_the_key():
    assert order_to_explain([2, 0, 3, 1], chosen=frozenset({3}), key=frozenset({0})) == [2, 1, 0, 3]


choices = st.frozensets(st.integers(0, 3), max_size=2)
keys = st.frozensets(st.integers(0, 3), min_size=1, max_size=2)
papers = st.lists(st.builds(replace, st.just(sat()), chosen=choices, key=keys, scored=st.booleans()), max_size=20)


@given(papers)
def test_marking_is_a_pure_function(paper):
    assert figures(paper, {}, SCALE) == figures(list(paper), {}, SCALE)


@given(papers)
def test_tallies_of_domains_add_up_to_the_score(paper):
    found = figures(paper, {}, SCALE)
    assert sum(tally.right for tally in found.domains) == found.right
    assert sum(tally.counted for tally in found.objectives) == found.counted
