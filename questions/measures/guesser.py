"""A test-wise guesser: it knows form alone, and learns from the bank which form the keys have.

A conditional logit over the options of a question (McFadden 1974, "Conditional logit analysis of qualitative choice
behavior"), fitted by gradient ascent with a ridge, and judged on questions that it was not fitted to.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

from questions.measures.form import Features, features

FOLDS = 10
STEPS = 120
RATE = 0.6
RIDGE = 0.02


@dataclass(frozen=True)
class Item:
    """A multiple-choice question as the guesser meets it: its options' features, and which is the key, from 0."""

    name: str
    options: tuple[Features, ...]
    key: int


def item(name: str, stem: str, options: Sequence[str], key: int) -> Item:
    return Item(name, tuple(features(stem, options)), key)


def accuracy(items: Sequence[Item]) -> float:
    """The share of questions guessed right, each by weights fitted to the other folds; a tie counts as its share."""
    if len(items) < FOLDS:
        return 0.0
    scaled = _scaled(sorted(items, key=lambda each: each.name))
    won = 0.0
    for fold in range(FOLDS):
        weights = fit([each for number, each in enumerate(scaled) if number % FOLDS != fold])
        won += sum(_won(each, weights) for number, each in enumerate(scaled) if number % FOLDS == fold)
    return won / len(scaled)


def fit(items: Sequence[Item]) -> list[float]:
    """The weights under which the keys are likeliest, in the order of form.NAMES."""
    weights = [0.0] * len(items[0].options[0])
    for _ in range(STEPS):
        slope = [-RIDGE * weight for weight in weights]
        for each in items:
            chances = _chances(each, weights)
            for option, chance in zip(each.options, chances, strict=True):
                for column, value in enumerate(option):
                    slope[column] -= chance * value / len(items)
            for column, value in enumerate(each.options[each.key]):
                slope[column] += value / len(items)
        weights = [weight + RATE * step for weight, step in zip(weights, slope, strict=True)]
    return weights


def _scaled(items: Sequence[Item]) -> list[Item]:
    """The same items with each feature in units of its spread over the bank."""
    columns = zip(*(option for each in items for option in each.options), strict=True)
    spreads = [sqrt(sum(value * value for value in column) / (len(items) or 1)) or 1.0 for column in columns]
    return [
        Item(
            each.name,
            tuple(tuple(value / spread for value, spread in zip(row, spreads, strict=True)) for row in each.options),
            each.key,
        )
        for each in items
    ]


def _chances(each: Item, weights: Sequence[float]) -> list[float]:
    scores = _scores(each, weights)
    powers = [exp(score - max(scores)) for score in scores]
    return [power / sum(powers) for power in powers]


def _won(each: Item, weights: Sequence[float]) -> float:
    scores = _scores(each, weights)
    best = [option for option, score in enumerate(scores) if score > max(scores) - 1e-9]
    return 1 / len(best) if each.key in best else 0.0


def _scores(each: Item, weights: Sequence[float]) -> list[float]:
    return [sum(weight * value for weight, value in zip(weights, row, strict=True)) for row in each.options]
