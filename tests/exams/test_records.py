from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exams.records import Malformed, Record, read

LINE = {
    "position": 1, "counter": 5, "device": "0123456789abcdef", "chosen": [2, 0], "flagged": True, "struck": [],
    "seconds": 9, "claimed_at": "2026-01-31T10:00:00Z",
}  # fmt: skip

VISIT = {**LINE, "counter": 0, "device": "", "chosen": [], "flagged": False}

FORGERIES = {
    "position": [0, -1, 1001, "1", 1.0, True, None],
    "counter": [-1, 1_000_001, 2**63, "5", 5.5, True, None],
    "device": ["", "0123456789ABCDEF", "0123", "0123456789abcdef0", 5, None, "0123456789abcde\n"],
    "chosen": [[12], [-1], [0, 0], ["0"], [True], "0", None, list(range(13))],
    "flagged": [0, 1, "true", None],
    "struck": [[99], {}, None],
    "seconds": [-1, 10**9, "9", None],
}
NO_TIMES = [
    "yesterday",
    5,
    None,
    "2026-01-31T10:00:00",
    "9999-12-31T23:59:59-12:00",
    "0001-01-01T00:00:00+12:00",
    "1999-12-31T23:59:59Z",
    "2101-01-01T00:00:00Z",
    "+010000-01-01T00:00:00.000Z",
]


def test_a_record_is_read_as_it_was_sent():
    (record,) = read({"responses": [LINE]})
    assert (record.position, record.stamp, record.chosen, record.flagged) == (1, (5, "0123456789abcdef"), (0, 2), True)


@pytest.mark.parametrize(
    ("field", "value"), [(field, value) for field, values in FORGERIES.items() for value in values]
)
def test_a_forged_field_is_refused(field, value):
    with pytest.raises(Malformed):
        read({"responses": [{**LINE, field: value}]})


@pytest.mark.parametrize("value", NO_TIMES)
def test_a_claimed_time_that_cannot_be_is_left_out_and_the_answer_is_read(value):
    (record,) = read({"responses": [{**LINE, "claimed_at": value}]})
    assert (record.chosen, record.claimed_at) == ((0, 2), None)


@pytest.mark.parametrize("offset", ["+23:59", "+05:00:00.5", "-12:00"])
def test_a_claimed_time_of_any_offset_is_read_in_utc(offset):
    (record,) = read({"responses": [{**LINE, "claimed_at": f"2026-01-31T10:00:00{offset}"}]})
    assert record.claimed_at.utcoffset() == timedelta(0)


def test_a_visit_carries_no_device():
    (visit,) = read({"responses": [VISIT]})
    assert (visit.stamp, visit.seconds) == ((0, ""), 9)
    with pytest.raises(Malformed):
        read({"responses": [{**VISIT, "device": LINE["device"]}]})


@pytest.mark.parametrize("words", [{"chosen": [1]}, {"flagged": True}, {"struck": [1]}])
def test_a_visit_says_nothing(words):
    with pytest.raises(Malformed):
        read({"responses": [{**VISIT, **words}]})


def test_the_same_position_twice_is_refused():
    with pytest.raises(Malformed):
        read({"responses": [LINE, {**LINE, "counter": 6}]})


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(sorted(LINE)), inner),
)


@given(json_values | st.fixed_dictionaries({"responses": json_values | st.lists(json_values)}))
def test_whatever_is_sent_is_read_or_refused(body):
    try:
        records = read(body)
    except Malformed:
        return
    assert all(isinstance(record, Record) for record in records)
