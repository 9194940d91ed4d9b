import random

import pytest

from questions.measures import guesser
from questions.measures.form import NAMES, features
from questions.measures.guesser import Item, item

DICE = random.Random(7)
WORDS = ("metal", "river", "garden", "lantern", "window", "copper", "winter", "market", "basket", "signal", "harbor")


def option(words: int) -> str:
    return " ".join(DICE.choices(WORDS, k=words))


def bank(*, key_words: int, other_words: int, size: int = 80) -> list[Item]:
    items = []
    for number in range(size):
        key = DICE.randrange(4)
        options = [option(key_words if place == key else other_words) for place in range(4)]
        items.append(item(f"q{number}", option(30), options, key))
    return items


def test_a_key_that_is_longer_than_the_others_is_guessed():
    assert guesser.accuracy(bank(key_words=12, other_words=6)) > 0.9


def test_a_key_that_is_never_longest_nor_shortest_is_guessed_too():
    items = []
    for number in range(80):
        lengths = [4, 6, 8, 12]
        DICE.shuffle(lengths)
        options = [option(length) for length in lengths]
        items.append(item(f"q{number}", option(30), options, lengths.index(DICE.choice([6, 8]))))
    assert guesser.accuracy(items) > 0.4


def test_keys_that_look_like_the_others_are_guessed_about_as_often_as_by_chance():
    assert guesser.accuracy(bank(key_words=8, other_words=8, size=200)) < 0.36


def test_fewer_questions_than_folds_teach_nothing():
    assert guesser.accuracy(bank(key_words=12, other_words=6, size=9)) == 0.0


@pytest.mark.parametrize("options", [["a", "b", "c", "d"], ["", "x", "", "y"], ["1", "2 to 3", "é", "ß"]])
def test_features_are_differences_within_a_question(options):
    rows = features("Which?", options)
    assert len(rows) == 4
    assert all(len(row) == len(NAMES) for row in rows)
    assert all(sum(column) == pytest.approx(0) for column in zip(*rows, strict=True))
