"""The key of a question: the response that its scoring rewards most."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

Response = frozenset[str]
Score = Callable[[Response], float]
TRIED_ALTOGETHER = 6
MOST_HINTS = 100


class NoKey(Exception):
    """A scoring that singles out no response; its text says why, and what to do."""


@dataclass(frozen=True)
class Key:
    """The options of the key; `doubt` says what else the scoring rewards as much."""

    options: Response
    doubt: str = ""


def find(
    score: Score, options: Sequence[str], *, most: int, declared: Response, hints: Collection[Response] = ()
) -> Key:
    """The smallest response of up to `most` options that scores highest.

    Where several do, it is the one that the file declares to be correct. All responses are tried where there are few;
    else `declared`, `hints` and single options are, and then what comes of adding or removing an option.
    """
    scores = _Scores(score)
    if most == 1 or len(options) <= TRIED_ALTOGETHER:
        scores.try_all(_responses(options, most))
    else:
        scores.try_all(response for response in (declared, *hints) if len(response) <= most and response <= {*options})
        scores.try_all(_responses(options, 1))
        scores.climb(options, most)
    full = scores.highest()
    if full <= scores.of(frozenset()) or len(full_scorers := scores.smallest(full)) == len(options) > 1 == most:
        raise NoKey("scores no option above the others; mark one as right")
    if len(full_scorers) == 1:
        return Key(full_scorers[0])
    several = _listed(full_scorers, options)
    if declared in full_scorers:
        return Key(declared, f"scores {several} in full; the response declared as correct was taken.")
    raise NoKey(f"scores {several} in full; let one response alone score in full")


class _Scores:
    """Scores of the responses tried so far."""

    def __init__(self, score: Score) -> None:
        self._score = score
        self._known: dict[Response, float] = {}

    def of(self, response: Response) -> float:
        if response not in self._known:
            self._known[response] = round(self._score(response), 6)
        return self._known[response]

    def try_all(self, responses: Iterable[Response]) -> None:
        for response in responses:
            self.of(response)

    def climb(self, options: Sequence[str], most: int) -> None:
        """Add or remove one option at a time for as long as that scores more, or the same with fewer options."""
        best = max(self._known, key=self._worth)
        while True:
            changed = [best ^ {option} for option in options]
            better = max((response for response in changed if len(response) <= most), key=self._worth)
            if self._worth(better) <= self._worth(best):
                return
            best = better

    def _worth(self, response: Response) -> tuple[float, int]:
        return self.of(response), -len(response)

    def highest(self) -> float:
        return max(self._known.values())

    def smallest(self, score: float) -> list[Response]:
        """The responses with a score of which no part has it too."""
        having = sorted((response for response, known in self._known.items() if known == score), key=len)
        smallest: list[Response] = []
        for response in having:
            if not any(part <= response for part in smallest):
                smallest.append(response)
        return smallest


def _responses(options: Sequence[str], most: int) -> Iterable[Response]:
    sizes = range(1, min(most, len(options)) + 1)
    return map(frozenset, chain.from_iterable(combinations(options, size) for size in sizes))


def _listed(responses: Sequence[Response], options: Sequence[str]) -> str:
    numbers = [
        [str(number) for number, option in enumerate(options, 1) if option in response] for response in responses
    ]
    named = [f"option {' with '.join(each)}" for each in numbers[:3]]
    return " and ".join(named) + (" and more" if len(numbers) > len(named) else "")
