import pytest
from lxml import etree

from questions.formats.qti.conditions import SHOWN, evaluator
from questions.formats.qti.evaluation import NotEvaluated, hints


def item(*conditions: str, outcomes: str = '<decvar varname="SCORE"/>') -> etree._Element:
    return etree.fromstring(
        f"<item><resprocessing><outcomes>{outcomes}</outcomes>{''.join(conditions)}</resprocessing></item>"
    )


def when(test: str, score: str = "", *, action: str = "Set", more: str = "", name: str = "SCORE") -> str:
    change = f'<setvar varname="{name}" action="{action}">{score}</setvar>' if score else ""
    return f"<respcondition {more}><conditionvar>{test}</conditionvar>{change}</respcondition>"


def equal(option: str) -> str:
    return f'<varequal respident="R">{option}</varequal>'


def scores(read: etree._Element, *responses: str, is_multiple: bool = True) -> list[float]:
    evaluate = evaluator(read, is_multiple=is_multiple)
    return [evaluate(frozenset(response)).score for response in responses]


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        (f"<and>{equal('A')}<not>{equal('C')}</not>{equal('B')}</and>", [0, 0, 9, 0]),
        (f"{equal('A')}{equal('B')}<not>{equal('C')}</not>", [0, 0, 9, 0]),
        (f"<or>{equal('B')}{equal('C')}</or>", [0, 0, 9, 9]),
        (f"<not><or>{equal('B')}{equal('C')}</or></not>", [9, 9, 0, 0]),
        ('<varsubset respident="R">A, B</varsubset>', [0, 0, 9, 0]),
        ('<varsubset respident="R" setmatch="Partial">B,C</varsubset>', [0, 0, 9, 9]),
        ("<unanswered/>", [9, 0, 0, 0]),
        ("<other/>", [9, 9, 9, 9]),
        ("", [0, 0, 0, 0]),
    ],
)
def test_conditions_are_followed(test, expected):
    assert scores(item(when(test, "9")), "", "A", "AB", "ABC") == expected


def test_several_equals_mean_any_in_a_question_with_one_answer_and_all_in_one_with_several():
    read = item(when(equal("A") + equal("B"), "1"))
    assert scores(read, "A", "B", "C", is_multiple=False) == [1, 1, 0]
    assert scores(read, "A", "B", "AB") == [0, 0, 1]


def test_scores_that_add_up_do_so_where_nothing_is_said_about_going_on():
    parts = [when(equal(option), "50", action="Add") for option in "AB"]
    assert scores(item(*parts, when(equal("C"), "-50", action="Add")), "A", "AB", "ABC") == [50, 100, 50]


def test_a_condition_that_applies_is_the_last_unless_it_goes_on():
    first = when(equal("A"), "5")
    assert scores(item(first, when("<other/>", "1")), "A", "B") == [5, 1]
    assert scores(item(when(equal("A"), "5", more='continue="Yes"'), when(equal("B"), "1")), "AB", "B") == [1, 1]
    assert scores(item(when(equal("A"), "5", action="Add", more='continue="No"'), first), "A") == [5]


def test_other_applies_where_nothing_has_scored_before():
    going_on = when(equal("A"), "5", more='continue="Yes"')
    assert scores(item(going_on, when("<other/>", "1")), "A", "B") == [5, 1]


def test_all_actions_change_a_score_from_its_first_value():
    actions = {"Add": 12, "Subtract": 8, "Multiply": 20, "Divide": 5, "Set": 2}
    for action, expected in actions.items():
        read = item(when(equal("A"), "2", action=action), outcomes='<decvar varname="SCORE" defaultval="10"/>')
        assert scores(read, "A") == [expected]
    assert scores(item(when(equal("A"), "0", action="Divide")), "A") == [0]


def test_the_score_is_the_variable_of_that_name_or_else_the_first_that_is_set():
    read = item(when(equal("A"), "1", name="que_score"), when(equal("B"), "2", name="que_score"))
    assert scores(read, "A", "B") == [1, 2]
    read = item(when(equal("A"), "9", name="seconds", more='continue="Yes"'), when(equal("A"), "1"))
    assert scores(read, "A") == [1]


def test_a_score_keeps_within_its_bound_unless_the_bound_is_of_another_scale():
    parts = [when(equal(option), "50", action="Add") for option in "ABC"]
    assert scores(item(*parts, outcomes='<decvar varname="SCORE" maxvalue="100"/>'), "ABC") == [100]
    assert scores(item(*parts, outcomes='<decvar varname="SCORE" maxvalue="1"/>'), "ABC") == [150]


def test_feedback_is_shown_by_what_applies():
    shows = '<displayfeedback linkrefid="{}"/>'
    general = f'<respcondition continue="Yes"><conditionvar><other/></conditionvar>{shows.format("g")}</respcondition>'
    right = f"<respcondition><conditionvar>{equal('A')}</conditionvar>{shows.format('r')}</respcondition>"
    evaluate = evaluator(item(general, right), is_multiple=False)
    assert evaluate(frozenset("A")).outcomes[SHOWN] == ("g", "r")
    assert evaluate(frozenset("B")).outcomes[SHOWN] == ("g",)


def test_a_condition_that_is_not_known_is_named():
    with pytest.raises(NotEvaluated, match="durlt"):
        scores(item(when("<durlt>5</durlt>", "1")))


def test_hints_are_the_options_that_a_condition_asks_for_together():
    read = item(when(f"<and>{equal('A')}<not>{equal('B')}</not>{equal('C')}</and>", "1"), when(equal("D"), "1"))
    assert hints([read], frozenset("ABCD")) >= {frozenset("AC"), frozenset("D")}
    assert not any("B" in hint for hint in hints([read], frozenset("ABCD")))
