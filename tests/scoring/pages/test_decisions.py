import pytest

from scoring.pages.decisions import letters, right_choices, sentence
from scoring.rules import Ruled, RulingKind

KEY = frozenset({0})
ORDER = [2, 0, 3, 1]


@pytest.mark.parametrize(("options", "words"), [([], ""), ([2], "A"), ([0, 1], "B and D"), ([1, 2, 3], "A, C and D")])
def test_options_are_named_by_the_letters_that_were_seen(options, words):
    assert letters(options, ORDER) == words


@pytest.mark.parametrize(
    ("kind", "options", "words"),
    [
        (RulingKind.ALSO_RIGHT, {0}, "B counts as right too."),
        (RulingKind.ALSO_RIGHT, {0, 1}, "B and D count as right too."),
        (RulingKind.RIGHT_INSTEAD, {2}, "Only A counts as right, whatever was decided before."),
        (RulingKind.FULL_CREDIT, set(), "Every answer counts as right, also a blank."),
        (RulingKind.DROP, set(), "The question was dropped and does not count."),
    ],
)
def test_a_ruling_is_said_in_a_sentence(kind, options, words):
    assert sentence(Ruled(kind, frozenset(options)), ORDER) == words


@pytest.mark.parametrize(
    ("rulings", "choices"),
    [
        ([], [{0}]),
        ([(RulingKind.ALSO_RIGHT, {1})], [{0}, {1}]),
        ([(RulingKind.RIGHT_INSTEAD, {1})], [{1}]),
        ([(RulingKind.ALSO_RIGHT, {1}), (RulingKind.RIGHT_INSTEAD, {2})], [{2}]),
        ([(RulingKind.RIGHT_INSTEAD, {2}), (RulingKind.ALSO_RIGHT, {1})], [{2}, {1}]),
        ([(RulingKind.FULL_CREDIT, set())], [{0}]),
        ([(RulingKind.DROP, set())], [{0}]),
    ],
)
def test_rulings_about_options_change_what_is_right(rulings, choices):
    ruled = [Ruled(kind, frozenset(options)) for kind, options in rulings]
    assert right_choices(KEY, ruled) == choices
