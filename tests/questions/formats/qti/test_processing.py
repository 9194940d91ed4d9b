import pytest
from lxml import etree

from questions.formats.qti.evaluation import NotEvaluated
from questions.formats.qti.processing import declarations, evaluator

MULTIPLE = """
<responseDeclaration identifier="R" cardinality="multiple" baseType="identifier">
  <correctResponse><value>A</value><value> B </value></correctResponse>
  <mapping upperBound="2" lowerBound="0" defaultValue="-1"><mapEntry mapKey="A" mappedValue="1"/>
  <mapEntry mapKey="B" mappedValue="2"/></mapping>
</responseDeclaration>"""
SINGLE = """
<responseDeclaration identifier="R" cardinality="single" baseType="identifier">
  <correctResponse><value>A</value></correctResponse>
</responseDeclaration>"""
OUTCOMES = """
<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float">
  <defaultValue><value>5</value></defaultValue></outcomeDeclaration>
<outcomeDeclaration identifier="STEPS" cardinality="single" baseType="integer">
  <matchTable defaultValue="-1"><matchTableEntry sourceValue="1" targetValue="10"/></matchTable></outcomeDeclaration>"""
IS_CORRECT = '<match><variable identifier="R"/><correct identifier="R"/></match>'


def scores(response: str, processing: str, *responses: str) -> list[float]:
    item = etree.fromstring(f"<assessmentItem>{response}{OUTCOMES}{processing}</assessmentItem>")
    evaluate = evaluator(item.find("responseProcessing"), declarations(item, "R"))
    return [evaluate(frozenset(each)).score for each in responses]


def rules(content: str) -> str:
    return f"<responseProcessing>{content}</responseProcessing>"


def set_to(expression: str, outcome: str = "SCORE") -> str:
    return f'<setOutcomeValue identifier="{outcome}">{expression}</setOutcomeValue>'


def give(number: float, outcome: str = "SCORE") -> str:
    return set_to(f'<baseValue baseType="float">{number}</baseValue>', outcome)


def when(test: str, then: str, otherwise: str = "") -> str:
    last = f"<responseElse>{otherwise}</responseElse>" if otherwise else ""
    return f"<responseCondition><responseIf>{test}{then}</responseIf>{last}</responseCondition>"


def value(identifier: str) -> str:
    return f'<baseValue baseType="identifier">{identifier}</baseValue>'


def chosen(identifier: str) -> str:
    return f'<member>{value(identifier)}<variable identifier="R"/></member>'


@pytest.mark.parametrize("template", ["match_correct", "match_correct.xml", "CC2_match"])
def test_a_template_that_matches_scores_the_correct_response_alone(template):
    processing = f'<responseProcessing template="https://x.org/rptemplates/{template}"/>'
    assert scores(MULTIPLE, processing, "", "A", "AB", "ABC") == [0, 0, 1, 0]


def test_a_template_that_maps_adds_up_within_the_bounds():
    processing = '<responseProcessing template="https://x.org/rptemplates/map_response"/>'
    assert scores(MULTIPLE, processing, "", "A", "B", "AB", "AC", "BC", "C") == [0, 1, 2, 2, 0, 1, 0]


def test_an_item_without_processing_scores_its_correct_response():
    assert scores(SINGLE, "", "A", "B") == [1, 0]


SIZE = '<containerSize><variable identifier="R"/></containerSize>'
TWO = '<baseValue baseType="integer">2</baseValue>'
MAPPED = '<mapResponse identifier="R"/>'
A_AND_B = f"<multiple>{value('B')}{value('A')}</multiple>"


@pytest.mark.parametrize(
    ("processing", "expected"),
    [
        (when(IS_CORRECT, set_to('<variable identifier="MAXSCORE"/>')), [0, 0, 5, 0]),
        (when(f"<not>{IS_CORRECT}</not>", give(0), give(3)), [3, 0, 3, 0]),
        (when(f"<and>{chosen('A')}<not>{chosen('B')}</not></and>", give(1)), [0, 1, 0, 0]),
        (when(f"<or>{chosen('C')}{chosen('B')}</or>", give(1)), [0, 0, 1, 1]),
        (when(f'<contains><variable identifier="R"/>{A_AND_B}</contains>', give(1)), [0, 0, 1, 1]),
        (when(f'<match><variable identifier="R"/>{A_AND_B}</match>', give(1)), [0, 0, 1, 0]),
        (when('<isNull><variable identifier="R"/></isNull>', give(9)), [9, 0, 0, 0]),
        (when(f"<gt>{SIZE}{TWO}</gt>", give(4)), [0, 0, 0, 4]),
        (when(f'<anyN min="1" max="1">{chosen("A")}{chosen("B")}</anyN>', give(1)), [0, 1, 0, 0]),
        (set_to(MAPPED), [0, 1, 2, 2]),
        (set_to(f"<product>{MAPPED}{TWO}</product>"), [0, 2, 4, 4]),
        (f'<lookupOutcomeValue identifier="STEPS">{SIZE}</lookupOutcomeValue>', [-1, 10, -1, -1]),
        (when(chosen("C"), give(7) + "<exitResponse/>") + give(1), [1, 1, 1, 7]),
        (f"<responseProcessingFragment>{give(2)}</responseProcessingFragment>", [2, 2, 2, 2]),
    ],
)
def test_rules_are_followed(processing, expected):
    assert scores(MULTIPLE, rules(processing), "", "A", "AB", "ABC") == expected


def test_an_else_if_is_tried_after_what_stands_before_it():
    second = f"<responseElseIf>{chosen('B')}{give(1)}</responseElseIf>"
    condition = f"<responseCondition><responseIf>{chosen('A')}{give(2)}</responseIf>{second}</responseCondition>"
    assert scores(SINGLE, rules(condition), "A", "B", "C") == [2, 1, 0]


@pytest.mark.parametrize(
    ("processing", "named"),
    [
        (rules(when('<customOperator class="x"/>', give(1))), "customOperator"),
        (rules(set_to("<random/>")), "random"),
        (rules(f'<lookupOutcomeValue identifier="SCORE">{SIZE}</lookupOutcomeValue>'), "without a table"),
        (rules(give(1, "FEEDBACK")), "sets no score"),
        (rules(when("", "")), "empty “responseIf”"),
        ('<responseProcessing template="https://x.org/own"/>', "https://x.org/own"),
        (rules(give(1) * 3000), "more conditions"),
    ],
)
def test_what_cannot_be_evaluated_is_named(processing, named):
    with pytest.raises(NotEvaluated, match=named):
        scores(SINGLE, processing)


def test_a_response_that_is_not_declared_is_named():
    with pytest.raises(NotEvaluated, match="“R”"):
        scores("", "")
