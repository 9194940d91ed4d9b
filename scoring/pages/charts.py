"""Geometry of the charts: everything in per cent of a drawing, so that it grows with the page and its text does not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scoring.rules import Scale

# A question that stayed open during lunch must not flatten all others.
TALLEST_BUDGETS = 3
GAP = 0.28
# A text that is centred nearer to an edge than this would be cut off.
NEAR_EDGE = 20


@dataclass(frozen=True)
class Tick:
    at: float
    label: int


@dataclass(frozen=True)
class Label:
    """Where a text hangs: its place, and which of its ends stands there."""

    x: float
    anchor: str


@dataclass(frozen=True)
class ScaleChart:
    """A score on its scale: the band as a bar, the pass mark, if any, as a line, the estimate as a point."""

    band_x: float
    band_width: float
    pass_mark: Label | None
    estimate: Label


@dataclass(frozen=True)
class ShareBar:
    """A share from 0 to 100, its interval, and the share that passes, if any does."""

    width: float
    low: float
    high: float
    reach: float
    pass_share: float | None


@dataclass(frozen=True)
class TimeBar:
    """The time on one position; `is_cut` where it is longer than the drawing is high."""

    position: int
    x: float
    centre: float
    y: float
    height: float
    is_cut: bool


@dataclass(frozen=True)
class TimeChart:
    width: float
    bars: list[TimeBar]
    budget_y: float
    ticks: list[Tick]


@dataclass(frozen=True)
class TrendPoint:
    x: float
    y: float
    low_y: float
    high_y: float


@dataclass(frozen=True)
class TrendChart:
    """Estimates over time; `line` and `ribbon` are lists of points in a square of 100."""

    points: list[TrendPoint]
    line: str
    ribbon: str
    pass_y: float | None
    grid: list[Tick]


def scale_chart(estimate: int, band: tuple[int, int], scale: Scale) -> ScaleChart:
    """Place an estimate and its band, in points of the scale."""
    low, high = band
    return ScaleChart(
        band_x=_percent(low, scale.least, scale.most),
        band_width=_percent(high - low, 0, scale.most - scale.least),
        pass_mark=None if (at := _pass_mark_at(scale)) is None else _label(at),
        estimate=_label(_percent(estimate, scale.least, scale.most)),
    )


def share_bar(share: float, interval: tuple[float, float], scale: Scale) -> ShareBar:
    """Place a share and its interval, from 0 to 1, beside the scale's pass proportion."""
    low, high = (_percent(end, 0, 1) for end in interval)
    return ShareBar(_percent(share, 0, 1), low, high, round(high - low, 2), _pass_mark_at(scale))


def time_chart(seconds: Sequence[int], budget: int, every: int = 10) -> TimeChart:
    """Bars for the seconds spent on each position, from 1, against a budget in seconds; a tick `every` so many."""
    top = min(max(*seconds, budget * 1.25), budget * TALLEST_BUDGETS)
    slot = 100 / len(seconds)
    bars = []
    for place, spent in enumerate(seconds):
        height = _percent(min(spent, top), 0, top)
        x = place * slot + slot * GAP / 2
        bars.append(
            TimeBar(
                position=place + 1,
                x=round(x, 2),
                centre=round((place + 0.5) * slot, 2),
                y=round(100 - height, 2),
                height=height,
                is_cut=spent > top,
            )
        )
    ticks = [Tick(bar.centre, bar.position) for bar in bars if bar.position == 1 or bar.position % every == 0]
    return TimeChart(round(slot * (1 - GAP), 2), bars, round(100 - _percent(budget, 0, top), 2), ticks)


def trend_chart(estimates: Sequence[tuple[int, int, int]], scale: Scale) -> TrendChart:
    """Estimates in order of time, each (low, estimate, high) in points; empty ends of the scale are left out."""
    marks = [] if scale.pass_mark is None else [scale.pass_mark]
    lowest = min([*marks, *(low for low, _, _ in estimates)])
    highest = max([*marks, *(high for _, _, high in estimates)])
    least, most = max(scale.least, lowest // 100 * 100), min(scale.most, -(-highest // 100) * 100)
    slot = 100 / len(estimates)

    def y(score: int) -> float:
        return round(100 - _percent(score, least, most), 2)

    points = [
        TrendPoint(round((place + 0.5) * slot, 2), y(estimate), y(low), y(high))
        for place, (low, estimate, high) in enumerate(estimates)
    ]
    upper, lower = [(point.x, point.high_y) for point in points], [(point.x, point.low_y) for point in points]
    return TrendChart(
        points=points,
        line=_path((point.x, point.y) for point in points),
        ribbon=_path(upper + lower[::-1]),
        pass_y=None if scale.pass_mark is None else y(scale.pass_mark),
        grid=[Tick(y(score), score) for score in range(least, most + 1, 100)],
    )


def _pass_mark_at(scale: Scale) -> float | None:
    return None if scale.pass_mark is None else _percent(scale.pass_mark, scale.least, scale.most)


def _percent(value: float, least: float, most: float) -> float:
    return round(100 * (value - least) / (most - least), 2)


def _label(x: float) -> Label:
    return Label(x, "start" if x < NEAR_EDGE else "end" if x > 100 - NEAR_EDGE else "middle")


def _path(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in points)
