import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.pages import charts
from scoring.pages.charts import Label, Tick
from scoring.rules import Scale, band, scaled_score, wilson_interval

SCALE = Scale(100, 1000, 750)
counts = st.integers(1, 100).flatmap(lambda counted: st.tuples(st.integers(0, counted), st.just(counted)))


def test_an_estimate_stands_on_its_scale():
    chart = charts.scale_chart(748, (625, 843), SCALE)
    assert (chart.band_x, chart.band_width) == (58.33, 24.22)
    assert (chart.pass_mark, chart.estimate) == (Label(72.22, "middle"), Label(72.0, "middle"))


@pytest.mark.parametrize(
    ("score", "anchor"), [(100, "start"), (279, "start"), (550, "middle"), (821, "end"), (1000, "end")]
)
def test_a_text_near_an_edge_hangs_inwards(score, anchor):
    assert charts.scale_chart(score, (score, score), SCALE).estimate.anchor == anchor


@given(counts)
def test_a_band_never_leaves_its_drawing_and_holds_the_estimate(count):
    chart = charts.scale_chart(scaled_score(*count, SCALE), band(*count, SCALE), SCALE)
    # A score and the ends of its band are whole points, so that each may be half a point off.
    assert chart.band_x - 0.12 <= chart.estimate.x <= chart.band_x + chart.band_width + 0.12
    assert chart.band_x >= 0
    assert chart.band_x + chart.band_width <= 100.01


@given(counts)
def test_a_share_stands_within_its_interval(count):
    right, counted = count
    bar = charts.share_bar(right / counted, wilson_interval(right, counted), SCALE)
    assert 0 <= bar.low <= bar.width <= bar.high <= 100
    assert bar.pass_share == 72.22


def test_bars_are_as_high_as_the_time_against_the_longest():
    chart = charts.time_chart([100, 0, 400], budget=200)
    assert [(bar.position, bar.height, bar.y, bar.is_cut) for bar in chart.bars] == [
        (1, 25.0, 75.0, False),
        (2, 0.0, 100.0, False),
        (3, 100.0, 0.0, False),
    ]
    assert chart.budget_y == 50.0


def test_a_question_left_open_for_an_hour_does_not_flatten_the_others():
    chart = charts.time_chart([150, 3600], budget=100)
    assert [(bar.height, bar.is_cut) for bar in chart.bars] == [(50.0, False), (100.0, True)]


def test_the_budget_stays_in_sight_when_every_answer_was_quick():
    assert charts.time_chart([1, 2], budget=100).budget_y == 20.0


def test_every_tenth_question_is_labelled():
    assert [tick.label for tick in charts.time_chart([60] * 65, budget=166).ticks] == [1, 10, 20, 30, 40, 50, 60]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=80), st.integers(1, 600))
def test_bars_stay_in_their_drawing_and_apart(seconds, budget):
    chart = charts.time_chart(seconds, budget)
    assert all(0 <= bar.height <= 100 and bar.x >= 0 and bar.x + chart.width <= 100 for bar in chart.bars)
    assert all(left.x + chart.width < right.x for left, right in zip(chart.bars, chart.bars[1:], strict=False))
    assert 0 <= chart.budget_y <= 100


def test_a_trend_shows_the_hundreds_that_it_needs():
    chart = charts.trend_chart([(580, 706, 809), (804, 908, 960)], SCALE)
    assert chart.grid == [
        Tick(100.0, 500),
        Tick(80.0, 600),
        Tick(60.0, 700),
        Tick(40.0, 800),
        Tick(20.0, 900),
        Tick(0, 1000),
    ]
    assert [(point.x, point.y) for point in chart.points] == [(25.0, 58.8), (75.0, 18.4)]
    assert chart.line == "25.0,58.8 75.0,18.4"
    assert chart.ribbon == "25.0,38.2 75.0,8.0 75.0,39.2 25.0,84.0"
    assert chart.pass_y == 50.0


def test_without_a_pass_mark_no_chart_draws_one():
    scale = Scale(0, 100, None)
    assert charts.scale_chart(75, (40, 90), scale).pass_mark is None
    assert charts.share_bar(0.5, (0.2, 0.8), scale).pass_share is None
    chart = charts.trend_chart([(20, 30, 40), (25, 35, 45)], scale)
    assert (chart.pass_y, [tick.label for tick in chart.grid]) == (None, [0, 100])
