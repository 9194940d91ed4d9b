import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.drafts import Draft, DraftOption, Level, NotImported
from questions.formats import gift
from questions.reading.source import Source, Unreadable

LOGS = "Where do logs go? {~A shelf =A bucket}"
LOGS_DRAFT = Draft(
    name="", stem="Where do logs go?", options=(DraftOption("A shelf", False), DraftOption("A bucket", True))
)


def read(text: str):
    return gift.read(Source("bank.gift", text.encode()))


def one(text: str) -> Draft:
    [draft] = read(text).drafts
    return draft


def test_questions_stand_between_empty_lines_and_comments_count_for_nothing():
    commented = LOGS.replace(" do ", " do\n  // inside\n").replace("=", "\n// {\n=")
    parsed = read(f"// {{~}} a comment\n\n{LOGS}\n \t\n// another\n{commented}")
    assert [draft.where for draft in parsed.drafts] == ["bank.gift, line 3", "bank.gift, line 6"]
    assert [draft.options for draft in parsed.drafts] == [LOGS_DRAFT.options] * 2
    assert parsed.drafts[0] == LOGS_DRAFT
    assert parsed.problems == ()


@pytest.mark.parametrize(
    "text", [LOGS.replace(" ", "\r\n", 1), f"\ufeff{LOGS}", LOGS.replace(" =", "\r="), f"\r\r{LOGS}\r\r"]
)
def test_line_ends_and_a_byte_order_mark_make_no_difference(text):
    assert one(text).options == LOGS_DRAFT.options


def test_a_question_has_the_title_before_it_and_the_category_above_it():
    text = f"$CATEGORY: $course$/top/Storage/Logs\n\n:: Where\\: logs ::{LOGS}\n\n$CATEGORY: Other\n{LOGS}\n\n{LOGS}"
    drafts = read(text).drafts
    assert [(draft.title, draft.category) for draft in drafts] == [
        ("Where: logs", "Storage/Logs"),
        ("", "Other"),
        ("", "Other"),
    ]
    assert drafts[0].stem == LOGS_DRAFT.stem


def test_tags_stand_in_comments():
    assert one(f"// question: 7 [id:x] [tag:s3] [tag:data lake]\n{LOGS}").tags == ("s3", "data lake")


def test_feedback_belongs_to_its_option_and_general_feedback_to_the_question():
    draft = one("Where?{~Here # too near\n=There#far \\# enough ~%50%Away\n####It is\nfar away.}")
    assert draft.options == (
        DraftOption("Here", False, "too near"),
        DraftOption("There", True, "far # enough"),
        DraftOption("Away", False),
    )
    assert draft.explanation == "It is\\\nfar away."


def test_escaped_characters_are_text_and_other_backslashes_stay():
    draft = one(r"::a\:\:b:: What\: \{ \} \= \~ \# \\ C:\temp\nnext? {=\=5 ~\~5 ~\\n}")
    assert draft.title == "a::b"
    assert draft.stem == "What: { } = ~ # \\ C:\\temp\\\nnext?"
    assert [option.text for option in draft.options] == ["=5", "~5", r"\n"]


def test_a_missing_word_is_a_gap():
    assert one("Logs go {~there =here} every [plain] night.").stem == r"Logs go \_\_\_\_\_ every \[plain] night."
    assert one("[html]<p>Logs go {~there =here}, <b>now</b>.</p>").stem == r"Logs go \_\_\_\_\_, **now**."
    assert one("[markdown]Logs go {~there =here}, **now**.").stem == r"Logs go \_\_\_\_\_, **now**."


FORMATS = {
    "a *b* <i>": "a \\*b\\* <i>",
    "[plain]a *b* <i>x</i>": "a \\*b\\* <i>x</i>",
    "[moodle]a *b* <i>x</i>\ny": "a \\*b\\* *x*\\\ny",
    "[html]a *b* <i>x</i>\ny": "a \\*b\\* *x* y",
    "[markdown]a *b* <i>x</i>\n  y": "a *b* <i>x</i>\n  y",
    "<deployment-config-path>": "<deployment-config-path>",
}


@pytest.mark.parametrize("text", FORMATS)
def test_a_text_is_read_in_its_format(text):
    assert one(f"{text} {{=right ~wrong}}").stem == FORMATS[text]


def test_options_have_the_format_of_the_question_unless_they_name_another():
    draft = one("[html]<b>Which</b>? {=<i>This</i>#<b>Yes</b> ~%0%[plain]<i>That</i>#[markdown]*No* ####<b>So</b>}")
    assert draft.options == (
        DraftOption("*This*", True, "**Yes**"),
        DraftOption("<i>That</i>", False, "*No*"),
    )
    assert draft.explanation == "**So**"


def test_what_is_left_out_of_html_is_told_once():
    parsed = read("[html]Which?<script>x()</script> {\\=a =b<script>x()</script> ~c}")
    assert [problem.level for problem in parsed.problems] == [Level.WARNING]
    assert "script" in parsed.problems[0].message


@pytest.mark.parametrize("said", ["T", "TRUE", "true", " T "])
def test_true_and_false_are_two_options(said):
    options = (DraftOption("True", True), DraftOption("False", False))
    assert one(f"::Sun::The sun rises.{{{said}}}") == Draft(
        name="", stem="The sun rises.", options=options, title="Sun"
    )


def test_the_first_feedback_of_true_or_false_is_for_the_wrong_answer():
    true, false = one("Rises.{T#Look again.#Right.####East.}").options
    assert (true, false) == (DraftOption("True", True, "Right."), DraftOption("False", False, "Look again."))
    true, false = one("Sets.{FALSE#Look again.}.").options
    assert (true, false) == (DraftOption("True", False, "Look again."), DraftOption("False", True))


def test_weighted_options_alone_are_several_to_choose():
    draft = one("Who?{~%33.33333%A ~%-100%B ~%33,3%C ~%33.4%[plain]D ~E}")
    assert (draft.key, draft.declared_multiple) == ((0, 2, 3), True)
    assert one("Who?{~%100%A ~B}").is_multiple


def test_one_equals_sign_among_tildes_is_single_and_part_of_the_credit_is_told():
    parsed = read("Who?{~%50%Ada =Bob ~%-25%Cy}")
    assert [(draft.key, draft.is_multiple) for draft in parsed.drafts] == [((1,), False)]
    assert [problem.message for problem in parsed.problems] == [
        "gives an option part of the credit; only the full answer counts here."
    ]


NOT_IMPORTED = {
    "{}": "essay",
    "{####Any will do.}": "essay",
    "{#-3.1:0.1}": "numerical",
    "{# =1822:0 =%50%1822:2}": "numerical",
    "{=A -> B =C -> D}": "matching",
    "{=A =B}": "short answer",
    "{=%100%A#}": "short answer",
    "{A}": "short answer",
    "": "description",
}


@pytest.mark.parametrize("answers", NOT_IMPORTED)
def test_what_is_no_choice_is_named_with_its_type(answers):
    parsed = read(f"{LOGS}\n\n::Why::[html]<b>Why</b>?{answers}\n\nWhy? {answers}")
    assert parsed.drafts == (LOGS_DRAFT,)
    assert [(found.where, found.title, found.type) for found in parsed.not_imported] == [
        ("bank.gift, line 3", "Why", NOT_IMPORTED[answers]),
        ("bank.gift, line 5", "Why?", NOT_IMPORTED[answers]),
    ]
    assert all(found.reason for found in parsed.not_imported)


BROKEN = {
    "has “{” without a “}” after it": "Who? {=A ~B",
    "has “}” without a “{” before it": "Who? =A ~B}",
    "has more than one pair of braces": "Who? {=A ~B}\nWho? {=C ~D}",
    "asks for one answer, but 2 options give full credit": "Who? {=A =B ~C}",
    "asks for one answer, but no options give full credit": "Who? {=%50%A ~C}",
    "has no right option": "Who? {~A ~C}",
    "has no text before its options": "{=A ~C}",
    "has 1 option; a question needs 2 to 12.": "Who? {~%100%A}",
    "option 2 has no text": "Who? {=A ~}",
    "has 13 options": f"Who? {{=A {' '.join(f'~{n}' for n in range(12))}}}",
}


@pytest.mark.parametrize("message", BROKEN)
def test_a_broken_question_is_told_by_its_line_and_the_others_are_read(message):
    parsed = read(f"{LOGS}\n\n\n{BROKEN[message]}\n\n{LOGS}")
    assert parsed.drafts == (LOGS_DRAFT,) * 2
    assert parsed.not_imported == ()
    assert {problem.where for problem in parsed.problems} == {"bank.gift, line 4"}
    assert any(message in problem.message and problem.level == Level.ERROR for problem in parsed.problems)


def test_answers_may_have_empty_lines_between_them():
    assert read(f"Where do logs go? {{\n\n~A shelf\n\n\n=A bucket\n\n}}\n\n{LOGS}").drafts == (LOGS_DRAFT,) * 2


def test_a_picture_that_markdown_shows_is_told():
    [problem] = read("[markdown]What is ![a plot](picture:plot.png)? {=A ~B}").problems
    assert "shows a picture, which GIFT cannot hold" in problem.message


@pytest.mark.parametrize("text", ["", "Dear all,\n\nsee you.", "// {=a ~b}"])
def test_a_file_without_questions_is_unreadable(text):
    with pytest.raises(Unreadable, match=r"bank.gift: has no answers in braces"):
        read(text)


def test_gift_is_recognised_by_titles_and_answers():
    texts = [f"::Logs::{LOGS}", LOGS, "::Essay::Why? {}", f"- [x] One\n{LOGS}", "{'a': [1]}", "Why?", ""]
    assert [gift.recognise(Source("x.txt", text.encode())) for text in texts] == [80, 70, 60, 35, 0, 0, 0]
    assert gift.recognise(Source("x.gift", LOGS.encode())) == 80


PIECES = [
    "{",
    "}",
    "=",
    "~",
    "%50%",
    "#",
    "####",
    "::",
    "\\",
    "\n",
    "\n\n",
    "->",
    "//",
    "T",
    "x",
    "[html]",
    "<b>",
    "$CATEGORY:",
]


@settings(max_examples=100, deadline=None)
@given(st.binary() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_file_is_read_or_unreadable(content):
    source = Source("any.gift", content if isinstance(content, bytes) else content.encode())
    assert 0 <= gift.recognise(source) <= 100
    try:
        parsed = gift.read(source)
    except Unreadable:
        return
    assert parsed.drafts or parsed.problems or parsed.not_imported


def test_many_questions_and_pieces_without_end_are_read_at_once():
    assert len(read(f"{LOGS}\n\n" * 3_000).drafts) == 3_000
    for piece in [*PIECES, "x\n\n", "{\n\n", "{=a ~b}\n\n", "// [tag:", "::\\", "![", "<b"]:
        endless = Source("long.gift", (LOGS + "\n\nWho? {=a ~b#" + piece * 4_000).encode())
        gift.recognise(endless)
        gift.read(endless)


def test_not_imported_text_is_short():
    [found] = read(f"{LOGS}\n\n{'long ' * 50}").not_imported
    assert found == NotImported("bank.gift, line 3", found.title, "description", found.reason)
    assert len(found.title) <= 80
