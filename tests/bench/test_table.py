from bench.load import table


def test_what_falls_short_is_said_so():
    assert table.at_least("starts a second", 80.4, 85, "{:.0f}") == ("starts a second", "80", "at least 85", False)
    assert table.at_most("lost", 0, 0, "{}") == ("lost", "0", "at most 0", True)
