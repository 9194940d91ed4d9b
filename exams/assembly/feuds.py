"""Feuds: questions that are linked by being enemies, known here by their places in a list."""

from collections.abc import Iterator, Sequence, Set

# The greatest feud whose every outcome is looked at.
EXACT = 24

Feud = frozenset[int]


def feuds(places: Set[int], enemies: Sequence[Feud]) -> Iterator[Feud]:
    """Yield the connected parts of the graph of enemies over some places."""
    left = set(places)
    while left:
        feud: set[int] = set()
        edge = {min(left)}
        while edge:
            feud |= edge
            left -= edge
            edge = left & frozenset().union(*(enemies[place] for place in edge)) if left else set()
        yield frozenset(feud)


def small_feuds(places: Set[int], enemies: Sequence[Feud]) -> Iterator[Feud]:
    """Yield the feuds over some places, none greater than EXACT.

    Of a greater one, those with the most enemies stand back until it has fallen apart: what is then found can stand
    together, but need not be the best.
    """
    waiting = [places]
    while waiting:
        for feud in feuds(waiting.pop(), enemies):
            if len(feud) > EXACT:
                waiting.append(feud - {max(feud, key=lambda place: (len(enemies[place]), place))})
            else:
                yield feud
