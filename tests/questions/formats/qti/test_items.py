import pytest

from questions.drafts import Draft, DraftOption, NotImported
from tests.questions.formats.qti.samples import CHOICES, item, messages, only, read

THREE = """<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="logs" title="Logs">
  <qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier">
    <qti-mapping upper-bound="2" default-value="-1">
      <qti-map-entry map-key="A" mapped-value="1"/><qti-map-entry map-key="B" mapped-value="1"/>
    </qti-mapping>
  </qti-response-declaration>
  <qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
  <qti-item-body>
    <qti-choice-interaction response-identifier="RESPONSE" max-choices="2">
      <qti-prompt>Where do <em>logs</em> go?</qti-prompt>
      <qti-simple-choice identifier="A">A shelf.</qti-simple-choice>
      <qti-simple-choice identifier="B">A bucket.</qti-simple-choice>
      <qti-simple-choice identifier="C">A box.</qti-simple-choice>
    </qti-choice-interaction>
  </qti-item-body>
  <qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/map_response.xml"/>
</qti-assessment-item>"""


def feedback(identifier: str, text: str, more: str = "") -> str:
    return f'<modalFeedback outcomeIdentifier="FEEDBACK" identifier="{identifier}" {more}>{text}</modalFeedback>'


def told(value: str) -> str:
    return f'<setOutcomeValue identifier="FEEDBACK">{value}</setOutcomeValue>'


RIGHT_OR_WRONG = f"""<responseProcessing><responseCondition>
<responseIf><match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>
<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
{told('<baseValue baseType="identifier">right</baseValue>')}</responseIf>
<responseElse>{told('<baseValue baseType="identifier">wrong</baseValue>')}</responseElse>
</responseCondition></responseProcessing>"""
AS_CHOSEN = f"""<responseProcessing>
<setOutcomeValue identifier="SCORE"><mapResponse identifier="RESPONSE"/></setOutcomeValue>
{told('<variable identifier="RESPONSE"/>')}</responseProcessing>"""


def test_an_item_is_read_as_a_question():
    assert read(item()).drafts == (
        Draft(
            name="",
            stem="A bakery keeps its logs.\n\nWhere should they go?",
            options=(DraftOption("A shelf.", False), DraftOption("A bucket.", True), DraftOption("A box.", False)),
            title="Logs",
        ),
    )
    assert only(read(item())).where == "quiz.xml, line 2"


def test_an_item_of_qti_3_is_read_by_its_own_names():
    draft = only(read(THREE))
    assert (draft.stem, draft.key, draft.declared_multiple) == ("Where do *logs* go?", (0, 1), True)


def test_the_version_of_the_namespace_makes_no_difference():
    newer = (
        item()
        .replace("imsqti_v2p1", "imsqti_v2p2")
        .replace("<assessmentItem xmlns", "<assessmentItem xmlns:q='q' xmlns")
    )
    assert read(newer).drafts == read(item()).drafts


def test_several_may_be_chosen_where_the_item_says_so():
    draft = only(read(item(correct="AB", cardinality="multiple", attributes='maxChoices="0"')))
    assert (draft.key, draft.declared_multiple) == ((0, 1), True)


def test_the_order_is_kept_where_the_item_does_not_shuffle():
    assert only(read(item(attributes='shuffle="false"'))).order_locked
    assert not only(read(item(attributes='shuffle="true"'))).order_locked


def test_feedback_within_an_option_is_its_rationale():
    inline = (
        '<feedbackInline outcomeIdentifier="FEEDBACK" identifier="A">Shelves are for <b>bread</b>.</feedbackInline>'
    )
    draft = only(read(item(choices=CHOICES | {"A": f"A shelf. {inline}"})))
    assert draft.options[0] == DraftOption("A shelf.", False, "Shelves are for **bread**.")


def test_feedback_is_the_rationale_of_the_options_that_show_it():
    after = feedback("right", "Buckets keep logs.") + feedback("wrong", "Read on.")
    draft = only(read(item(processing=RIGHT_OR_WRONG, after=after)))
    assert [option.rationale for option in draft.options] == ["Read on.", "Buckets keep logs.", "Read on."]
    assert draft.explanation == ""


def test_feedback_that_every_option_shows_explains_the_question():
    after = feedback("A", "No.") + feedback("none", "Logs are <b>kept</b>.", 'showHide="hide"')
    mapping = (
        '<correctResponse><value>B</value></correctResponse><mapping><mapEntry mapKey="B" mappedValue="1"/></mapping>'
    )
    text = item(processing=AS_CHOSEN, after=after).replace(
        "<correctResponse><value>B</value></correctResponse>", mapping
    )
    draft = only(read(text))
    assert [option.rationale for option in draft.options] == ["No.", "", ""]
    assert draft.explanation == "Logs are **kept**."


def test_feedback_that_nothing_shows_is_sorted_by_its_name():
    after = feedback("A", "No.") + feedback("correct", "Yes.") + feedback("solution", "Buckets.")
    draft = only(read(item(after=after)))
    assert [option.rationale for option in draft.options] == ["No.", "Yes.", ""]
    assert draft.explanation == "Buckets."


def test_a_block_of_feedback_is_no_part_of_the_stem():
    block = '<feedbackBlock outcomeIdentifier="FEEDBACK" identifier="x"><p>Buckets.</p></feedbackBlock>'
    rubric = '<rubricBlock view="scorer"><p>Be kind.</p></rubricBlock>'
    draft = only(read(item(body="<p>Logs.</p>{interaction}" + block + rubric)))
    assert (draft.stem, draft.explanation) == ("Logs.\n\nWhere should they go?", "Buckets.")


def test_the_names_of_elements_of_qti_itself_are_no_text():
    after = feedback("A", "<contentBody><p>No.</p></contentBody>")
    draft = only(read(item(prompt="Is <hottext>this</hottext> it?", body="{interaction}", after=after)))
    assert (draft.stem, draft.options[0].rationale) == ("Is this it?", "No.")


def test_formulas_of_one_line_are_kept():
    third = "<math><mfrac><mn>1</mn><mn>3</mn></mfrac></math>"
    power = "<math><mrow><msup><mi>x</mi><mrow><mi>a</mi><mo>+</mo><mn>1</mn></mrow></msup></mrow></math>"
    draft = only(
        read(item(choices={"A": third, "B": f"<p>It is {power}.</p>", "C": "<math><msqrt><mn>2</mn></msqrt></math>"}))
    )
    assert [option.text for option in draft.options] == ["1/3", "It is x^(a+1).", "√2"]


def test_a_formula_that_needs_more_lines_is_kept_as_text_with_a_warning():
    matrix = "<math><mtable><mtr><mtd><mn>1</mn></mtd></mtr></mtable></math>"
    parsed = read(item(choices=CHOICES | {"A": matrix}))
    assert only(parsed).options[0].text == "1"
    assert "formula" in messages(parsed)[0]


def test_what_looks_like_markdown_or_html_is_text():
    draft = only(read(item(prompt="Is *this* &lt;deployment-config-path&gt; or `code`?", body="{interaction}")))
    assert draft.stem == r"Is \*this\* <deployment-config-path> or \`code\`?"


def test_scripts_and_remote_images_are_left_out_with_a_warning():
    text = item(
        prompt='<img src="https://x.org/a.png" alt="A plan"/><a href="javascript:x()">Go</a><script>x()</script>'
    )
    parsed = read(text)
    assert "javascript" not in only(parsed).stem
    assert "https:" not in only(parsed).stem
    assert "A plan" in only(parsed).stem
    assert len(parsed.problems) == 3


@pytest.mark.parametrize(
    ("interaction", "kind", "reason"),
    [
        ('<extendedTextInteraction responseIdentifier="RESPONSE"/>', "essay", "It is no choice question."),
        ('<p><textEntryInteraction responseIdentifier="RESPONSE"/></p>', "text entry", "It is no choice question."),
        ('<matchInteraction responseIdentifier="RESPONSE"/>', "matching", "It is no choice question."),
        ('<orderInteraction responseIdentifier="RESPONSE"/>', "ordering", "It is no choice question."),
        ("<tapInteraction/>", "tapInteraction", "It is no choice question."),
        ("<choiceInteraction/><choiceInteraction/>", "choice", "It asks for several responses."),
        ("<choiceInteraction/><sliderInteraction/>", "choice and slider", "It is no choice question."),
        ("<p>Read this.</p>", "text", "It asks for no response."),
    ],
)
def test_what_is_no_choice_question_is_named(interaction, kind, reason):
    parsed = read(item(interaction=interaction))
    assert parsed.not_imported == (NotImported("quiz.xml, line 2", "Logs", kind, reason),)
    assert parsed.drafts == parsed.problems == ()


def test_an_item_with_random_values_is_named():
    parsed = read(item(after="<templateProcessing/>"))
    assert parsed.not_imported[0].reason == "Its values are drawn at random."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (item(correct="", processing=""), "no response processing and no correct response"),
        (item(choices={"A": "a"}, correct="A"), "has 1 option; a question needs"),
        (item(body="{interaction}", prompt=""), "has no text before its options"),
        (item().replace('identifier="C"', 'identifier="A"'), "two options with the identifier “A”"),
        (item(attributes='x="RESPONSE"').replace('responseIdentifier="RESPONSE"', 'responseIdentifier="R"'),
         "has a response “R” that is not declared"),
        (item(correct="D"), "scores no option above the others"),
        (item(choices={str(n): "o" for n in range(40)}, correct="1"), "has 40 options"),
    ],
)  # fmt: skip
def test_a_broken_item_is_named_with_what_to_do(text, message):
    parsed = read(text)
    assert parsed.drafts == ()
    assert any(message in each for each in messages(parsed))


def test_a_scoring_that_cannot_be_evaluated_leaves_the_declared_response_with_a_warning():
    parsed = read(item(processing="<responseProcessing><customRule/></responseProcessing>"))
    assert only(parsed).key == (1,)
    assert "“customRule”" in messages(parsed)[0]


def test_options_that_nobody_filled_in_are_left_out_with_a_warning():
    parsed = read(item(choices=CHOICES | {"D": "", "E": " "}))
    assert len(only(parsed).options) == 3
    assert "has options without text (2)" in messages(parsed)[0]
