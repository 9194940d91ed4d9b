import pytest

from scoring.item_statistics import Count, ItemFigures
from scoring.pages.item_lines import Figure, ItemLine, OptionLine, decimal, item_line, option_table
from scoring.pages.option_chart import GroupBar, OptionRow, option_chart

ENOUGH = ItemFigures(
    answers=100,
    right=80,
    facility=0.8,
    median_seconds=95.0,
    discrimination=-0.004,
    low=-0.17,
    high=0.16,
    upper_size=27,
    lower_size=27,
    choices=(Count(80, 20, 20), Count(17, 6, 6), Count(3, 1, 1), Count(0, 0, 0)),
    keys=(0,),
    non_functioning=1,
)


@pytest.mark.parametrize(
    ("value", "text"), [(0.314, "0.31"), (-0.05, "\N{MINUS SIGN}0.05"), (-0.004, "0.00"), (1.0, "1.00")]
)
def test_figures_have_two_decimals(value, text):
    assert decimal(value) == text


def test_a_line_gives_each_figure_with_its_interval():
    assert item_line(ENOUGH) == ItemLine(
        answers=100,
        facility=Figure("0.80", "0.73", "0.86"),
        median_time="1:35",
        discrimination=Figure("0.00", "\N{MINUS SIGN}0.17", "0.16"),
        non_functioning=1,
        has_facility=True,
        has_discrimination=True,
    )


@pytest.mark.parametrize("figures", [None, ItemFigures(29, 20)])
def test_too_few_answers_make_a_line_without_figures(figures):
    line = item_line(figures)
    assert (line.facility, line.median_time, line.discrimination, line.has_facility) == (None, "", None, False)


def test_a_table_tells_the_key_the_idle_distractor_and_the_blanks():
    table = option_table(ENOUGH, ["One", "Two", "Three"])
    assert [(line.letter, line.html, line.is_key, line.is_idle) for line in table.lines] == [
        ("A", "One", True, False),
        ("B", "Two", False, False),
        ("C", "Three", False, True),
        ("", "No answer", False, False),
    ]
    assert table.lines[1] == OptionLine(
        letter="B",
        html="Two",
        is_key=False,
        is_idle=False,
        everyone=Figure("17", "12", "24"),
        upper=Figure("22", "12", "38"),
        lower=Figure("22", "12", "38"),
    )


def test_where_no_groups_can_be_told_apart_there_is_a_table_without_a_chart():
    table = option_table(ItemFigures(100, 1, choices=(Count(1, 0, 0), Count(99, 0, 0)), keys=(0,)), ["One"])
    assert (table.chart, table.lines[0].upper) == (None, None)


def test_before_there_are_enough_answers_there_is_no_table():
    assert option_table(ItemFigures(99, 1), ["One"]) is None


def test_a_chart_has_a_row_for_each_option_and_one_for_the_blanks():
    chart = option_chart([(10, 5), (0, 5)], (10, 10))
    assert chart.rows[0] == OptionRow("A", 0, 22, GroupBar(100.0, 78.71, 100.0), GroupBar(50.0, 26.93, 73.07))
    assert [(row.letter, row.y) for row in chart.rows] == [("A", 0), ("", 44)]
    assert (chart.plot, chart.height) == (88, 112)
