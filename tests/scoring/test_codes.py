from scoring.codes import natural


def test_codes_are_ordered_as_people_count():
    assert sorted(["3.10", "10", "3.2", "2.1"], key=natural) == ["2.1", "3.2", "3.10", "10"]
    assert sorted(["A10", "B1", "A2"], key=natural) == ["A2", "A10", "B1"]
