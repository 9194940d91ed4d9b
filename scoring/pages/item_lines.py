"""What the pages of item statistics print of a question's figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from string import ascii_uppercase

from scoring.item_statistics import DISCRIMINATION_FROM, FACILITY_FROM, FUNCTIONS_FROM, Count, ItemFigures
from scoring.pages.option_chart import OptionChart, option_chart
from scoring.pages.pacing import clock_face
from scoring.rules import Z_90, wilson_interval

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True)
class Figure:
    """A figure, and the ends of its 90% interval."""

    value: str
    low: str
    high: str


@dataclass(frozen=True)
class ItemLine:
    """A question's figures; None for what its answers do not tell yet, or never can because they are all alike."""

    answers: int
    facility: Figure | None
    median_time: str
    discrimination: Figure | None
    non_functioning: int | None
    has_facility: bool
    has_discrimination: bool


@dataclass(frozen=True)
class OptionLine:
    """An option, or the blanks, with the shares that chose it in per cent; `letter` as written, empty for blanks.

    `is_idle` marks a distractor that hardly anybody chose.
    """

    letter: str
    html: str
    is_key: bool
    is_idle: bool
    everyone: Figure
    upper: Figure | None
    lower: Figure | None


@dataclass(frozen=True)
class OptionTable:
    """Who chose what; the chart is None where no upper and lower group can be told apart."""

    lines: list[OptionLine]
    chart: OptionChart | None
    upper_size: int
    lower_size: int


def item_line(figures: ItemFigures | None) -> ItemLine:
    """The line of a question; None for a wording that nobody has answered."""
    found = figures or ItemFigures(0, 0)
    return ItemLine(
        answers=found.answers,
        facility=None if found.facility is None else _share(found.right, found.answers, decimal),
        median_time="" if found.median_seconds is None else clock_face(timedelta(seconds=found.median_seconds)),
        discrimination=_discrimination(found),
        non_functioning=found.non_functioning,
        has_facility=found.answers >= FACILITY_FROM,
        has_discrimination=found.answers >= DISCRIMINATION_FROM,
    )


def option_table(figures: ItemFigures, options_html: Sequence[str]) -> OptionTable | None:
    """Who chose what of the options in their written order; None before there are enough answers."""
    if not figures.choices:
        return None
    *of_options, of_blanks = figures.choices
    lines = [
        _option(ascii_uppercase[index], html, figures, count, is_key=index in figures.keys)
        for index, (html, count) in enumerate(zip(options_html, of_options, strict=True))
    ]
    lines.append(_option("", "No answer", figures, of_blanks, is_key=False))
    sizes = figures.upper_size, figures.lower_size
    chart = option_chart([(count.upper, count.lower) for count in figures.choices], sizes) if all(sizes) else None
    return OptionTable(lines, chart, *sizes)


def decimal(value: float) -> str:
    """A figure with two decimals and a true minus sign."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", MINUS)


def per_cent(value: float) -> str:
    return f"{round(100 * value)}"


def _discrimination(found: ItemFigures) -> Figure | None:
    if found.discrimination is None or found.low is None or found.high is None:
        return None
    return Figure(decimal(found.discrimination), decimal(found.low), decimal(found.high))


def _option(letter: str, html: str, figures: ItemFigures, count: Count, *, is_key: bool) -> OptionLine:
    is_distractor = bool(letter) and not is_key
    return OptionLine(
        letter=letter,
        html=html,
        is_key=is_key,
        is_idle=is_distractor and count.everyone < FUNCTIONS_FROM * figures.answers,
        everyone=_share(count.everyone, figures.answers, per_cent),
        upper=_share(count.upper, figures.upper_size, per_cent) if figures.upper_size else None,
        lower=_share(count.lower, figures.lower_size, per_cent) if figures.lower_size else None,
    )


def _share(chosen: int, of: int, show: Callable[[float], str]) -> Figure:
    low, high = wilson_interval(chosen, of, Z_90)
    return Figure(show(chosen / of), show(low), show(high))
