import pytest

from questions.drafts import Draft, DraftOption, NotImported
from tests.questions.formats.qti.samples import CHOICES, classic, classic_item, messages, only, read

ESSAY = '<item ident="e" title="E"><presentation><response_str><render_fib/></response_str></presentation></item>'


def fed_back(identifier: str, text: str) -> str:
    material = f"<flow_mat><material><mattext>{text}</mattext></material></flow_mat>"
    return f"<itemfeedback ident='{identifier}'>{material}</itemfeedback>"


def when(test: str, show: str = "", score: str = "", go_on: str = "Yes") -> str:
    shown = f'<displayfeedback linkrefid="{show}"/>' if show else ""
    change = f'<setvar action="Set">{score}</setvar>' if score else ""
    return f'<respcondition continue="{go_on}"><conditionvar>{test}</conditionvar>{change}{shown}</respcondition>'


def equal(option: str) -> str:
    return f'<varequal respident="r">{option}</varequal>'


def test_an_item_is_read_as_a_question():
    assert read(classic(classic_item())).drafts == (
        Draft(
            name="",
            stem="Where do **logs** go?",
            options=(DraftOption("A shelf.", False), DraftOption("A bucket.", True), DraftOption("A box.", False)),
            title="Logs",
            category="Quiz",
        ),
    )


def test_what_stands_under_not_is_no_key():
    test = f"<and>{equal('A')}<not>{equal('B')}</not>{equal('C')}</and>"
    draft = only(read(classic(classic_item(cardinality="Multiple", scoring=when(test, score="100", go_on="No")))))
    assert (draft.key, draft.declared_multiple) == ((0, 2), True)


def test_feedback_of_a_quiz_becomes_rationales_and_the_explanation():
    scoring = "".join(
        [
            when("<other/>", "general_fb"),
            when(equal("A"), "A_fb"),
            when(equal("B"), "correct_fb", "100", go_on="No"),
            when("<other/>", "general_incorrect_fb"),
        ]
    )
    texts = {"general_fb": "Logs.", "correct_fb": "Well done.", "general_incorrect_fb": "Read on.", "A_fb": "Bread!"}
    feedback = "".join(fed_back(identifier, text) for identifier, text in texts.items())
    draft = only(read(classic(classic_item(scoring=scoring, feedback=feedback))))
    assert [option.rationale for option in draft.options] == ["Bread!\n\nRead on.", "Well done.", "Read on."]
    assert draft.explanation == "Logs."


def test_plain_text_and_html_are_told_apart():
    stem = "<mattext texttype='text/plain'>Is &lt;b&gt; *bold*?\nYes or no?</mattext>"
    draft = only(read(classic(classic_item(stem=stem, choices=CHOICES | {"A": "5 &lt; 6"}))))
    assert draft.stem == "Is <b> \\*bold\\*?\\\nYes or no?"
    assert draft.options[0].text == "5 < 6"


def test_a_material_of_several_parts_is_one_text():
    stem = "<mattext>See </mattext><matimage uri='no.png' label='the plan'/><matbreak/><mattext>Now?</mattext>"
    parsed = read(classic(classic_item(stem=stem)))
    assert only(parsed).stem == "See the plan\\\nNow?"
    assert "no.png" in messages(parsed)[0]


def test_what_heads_the_options_belongs_to_the_stem_unless_it_names_a_blank_in_it():
    stem = "<mattext>Pick [one].</mattext>"
    for head, expected in {"one": r"Pick \[one].", "Two": "Pick \\[one].\n\nTwo"}.items():
        text = classic_item(stem=stem).replace(
            "<render_choice>", f"<material><mattext>{head}</mattext></material><render_choice>"
        )
        assert only(read(classic(text))).stem == expected


def test_the_category_is_the_section_or_else_the_quiz_or_bank():
    assert only(read(classic(classic_item(), section="Storage"))).category == "Storage"
    title = "<qtimetadatafield><fieldlabel>bank_title</fieldlabel><fieldentry>Logs bank</fieldentry></qtimetadatafield>"
    within = f"<objectbank><qtimetadata>{title}</qtimetadata>{classic_item()}</objectbank>"
    bank = f"<questestinterop>{within}</questestinterop>"
    assert only(read(bank)).category == "Logs bank"


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        (ESSAY, "text entry", "It is no choice question."),
        (classic_item().replace("</presentation>", "<response_lid/></presentation>"), "several choices",
         "It asks for several responses."),
        (classic_item(cardinality="Ordered"), "ordering", "It asks for an order."),
        ('<item ident="e" title="E"><presentation/></item>', "text", "It asks for no response."),
        ('<item ident="e" title="E"/>', "text", "It has no presentation."),
    ],
)  # fmt: skip
def test_what_is_no_choice_question_is_named(text, kind, reason):
    parsed = read(classic(text))
    [found] = parsed.not_imported
    assert (found.type, found.reason) == (kind, reason)
    assert parsed.drafts == ()


def test_a_type_that_the_file_names_is_told_in_its_words():
    named = (
        "<itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel>"
        "<fieldentry>text_only_question</fieldentry></qtimetadatafield></qtimetadata></itemmetadata><presentation/>"
    )
    parsed = read(classic(f'<item ident="e" title="E">{named}</item>'))
    assert parsed.not_imported == (NotImported("quiz.xml, line 3", "E", "text only", "It asks for no response."),)


def test_an_item_of_blackboard_is_read():
    stem = '<mat_extension><mat_formattedtext type="HTML">&lt;b&gt;Where?&lt;/b&gt;</mat_formattedtext></mat_extension>'
    scoring = when(equal("C"), score="SCORE.max", go_on="") + when("<other/>", score="0")
    draft = only(read(classic(classic_item(stem=stem, scoring=scoring))))
    assert (draft.stem, draft.key) == ("**Where?**", (2,))


def test_an_item_whose_conditions_are_unknown_is_named():
    parsed = read(classic(classic_item(scoring=when("<durlt>5</durlt>", score="1"))))
    assert parsed.drafts == ()
    assert "durlt" in messages(parsed)[0]


def test_a_document_type_without_declarations_is_passed_over():
    text = classic(classic_item()).replace("?>", '?>\n<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd">', 1)
    assert only(read(text)).key == (1,)
