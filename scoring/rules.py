"""Responses and keys in, marks and a scaled score out: pure, so that marking again gives the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

Z_90 = 1.6448536269514722
Z_95 = 1.959963984540054


class RulingKind(StrEnum):
    ALSO_RIGHT = "also_right"
    RIGHT_INSTEAD = "right_instead"
    FULL_CREDIT = "full_credit"
    DROP = "drop"


@dataclass(frozen=True)
class Ruled:
    """A later decision about a revision's key; `options` are indices into the revision, from 0."""

    kind: RulingKind
    options: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Scale:
    """The exam's scale and its pass mark; None where the exam has none, and so nobody passes or fails."""

    least: int
    most: int
    pass_mark: int | None


def is_right(chosen: frozenset[int], key: frozenset[int], rulings: Sequence[Ruled] = ()) -> bool | None:
    """All or nothing; None where a ruling dropped the question.

    Rulings count in their order: a later “right instead” takes back whatever was decided before it.
    """
    accepted, is_dropped, credit_to_all = {key}, False, False
    for ruling in rulings:
        match ruling.kind:
            case RulingKind.DROP:
                is_dropped = True
            case RulingKind.FULL_CREDIT:
                credit_to_all = True
            case RulingKind.ALSO_RIGHT:
                accepted.add(ruling.options)
            case RulingKind.RIGHT_INSTEAD:
                accepted, is_dropped, credit_to_all = {ruling.options}, False, False
    return None if is_dropped else credit_to_all or chosen in accepted


def reaches_pass_mark(right: int, counted: int, scale: Scale) -> bool | None:
    """Whether the proportion right reaches the pass mark's, in integers; False where nothing counts.

    None where the exam has no pass mark.
    """
    if scale.pass_mark is None:
        return None
    return counted > 0 and (scale.most - scale.least) * right >= (scale.pass_mark - scale.least) * counted


def scaled_score(right: int, counted: int, scale: Scale) -> int:
    """The proportion right on the scale, to the nearest point, but never rounded up to the pass mark."""
    if not counted:
        return scale.least
    score = round(_on_scale(right / counted, scale))
    if scale.pass_mark is None or reaches_pass_mark(right, counted, scale):
        return score
    return min(score, scale.pass_mark - 1)


def wilson_interval(right: int, counted: int, z: float = Z_95) -> tuple[float, float]:
    """The interval of a proportion, of 95% by default (Wilson 1927, JASA 22, 209-212); (0, 1) where nothing counts."""
    if not counted:
        return 0.0, 1.0
    share, z_squared = right / counted, z**2
    middle = (share + z_squared / (2 * counted)) / (1 + z_squared / counted)
    reach = z * sqrt(share * (1 - share) / counted + z_squared / (4 * counted**2)) / (1 + z_squared / counted)
    return max(0.0, middle - reach), min(1.0, middle + reach)


def band(right: int, counted: int, scale: Scale) -> tuple[int, int]:
    """The Wilson interval on the scale: where the score would lie if the exam were sat again with like questions.

    Like the score, its ends are shown to the nearest point, but never rounded up to the pass mark.
    """
    low, high = (_on_scale(end, scale) for end in wilson_interval(right, counted))
    return _shown(low, scale), _shown(high, scale)


def _shown(exact: float, scale: Scale) -> int:
    if scale.pass_mark is None or exact >= scale.pass_mark:
        return round(exact)
    return min(round(exact), scale.pass_mark - 1)


class Headline(StrEnum):
    PASS = "pass"  # noqa: S105 - a verdict
    CLOSE = "too close to call"
    FAIL = "fail"
    ESTIMATE = "no pass mark"


def headline(band_on_scale: tuple[int, int], scale: Scale) -> Headline:
    """What may be claimed: nothing, while the pass mark lies inside the band."""
    low, high = band_on_scale
    if scale.pass_mark is None:
        return Headline.ESTIMATE
    if low >= scale.pass_mark:
        return Headline.PASS
    return Headline.FAIL if high < scale.pass_mark else Headline.CLOSE


def tally(marks: Iterable[bool | None]) -> tuple[int, int]:
    """How many are right, and how many count; dropped questions do not."""
    counted = [mark for mark in marks if mark is not None]
    return sum(counted), len(counted)


def _on_scale(share: float, scale: Scale) -> float:
    return scale.least + (scale.most - scale.least) * share
