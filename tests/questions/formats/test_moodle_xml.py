from base64 import b64encode
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions import formats
from questions.drafts import Draft, DraftOption, Level, NotImported
from questions.formats.moodle_xml import FORMAT
from questions.reading.source import Source, Unreadable

ANSWERS = """
<answer fraction="0" format="html"><text><![CDATA[<p>A shelf</p>]]></text>
  <feedback format="html"><text>&lt;p&gt;For &lt;b&gt;bread&lt;/b&gt;.&lt;/p&gt;</text></feedback></answer>
<answer fraction="100"><text>A bucket</text></answer>
"""


def question(answers: str = ANSWERS, extra: str = "", type: str = "multichoice", text: str = "Where to?") -> str:
    return (
        f'<question type="{type}"><name><text>Logs</text></name>'
        f'<questiontext format="html"><text>{text}</text></questiontext>{extra}{answers}</question>'
    )


def quiz(*questions: str) -> Source:
    return Source("quiz.xml", f"<?xml version='1.0'?>\n<quiz>\n{''.join(questions)}</quiz>".encode())


def read(*questions: str):
    format, parsed = formats.read(quiz(*questions))
    assert format is FORMAT
    return parsed


def draft(*questions: str) -> Draft:
    parsed = read(*questions)
    assert parsed.problems == ()
    [found] = parsed.drafts
    return found


def problems(*questions: str) -> list[tuple[str, Level]]:
    return [(str(problem), problem.level) for problem in read(*questions).problems]


def test_a_question_is_read_with_all_that_it_says():
    category = '<question type="category"><category><text>$course$/top/Baking/Logs</text></category></question>'
    extra = (
        "<generalfeedback format='html'><text><![CDATA[<p>Buckets keep logs.</p>]]></text></generalfeedback>"
        "<shuffleanswers>false</shuffleanswers><tags><tag><text>storage</text></tag><tag><text>s3</text></tag></tags>"
    )
    found = draft(category, question(extra=extra))
    assert found == Draft(
        name="",
        title="Logs",
        category="Baking/Logs",
        stem="Where to?",
        options=(DraftOption("A shelf", False, "For **bread**."), DraftOption("A bucket", True)),
        explanation="Buckets keep logs.",
        tags=("storage", "s3"),
        order_locked=True,
    )
    assert found.where == "quiz.xml, question 1, line 3"


def test_without_a_setting_one_answer_is_taken():
    assert not draft(question()).is_multiple


def test_where_several_are_taken_every_share_of_the_mark_is_a_key():
    shares = "".join(f'<answer fraction="{share}"><text>{share}</text></answer>' for share in (50, -50, 20, 0, 30))
    found = draft(question(shares, "<single>false</single>"))
    assert (found.key, found.declared_multiple) == ((0, 2, 4), True)


def test_several_may_be_taken_though_one_is_right():
    assert draft(question(extra="<single>0</single>")).is_multiple


def test_true_or_false_is_a_choice_of_two():
    answers = (
        '<answer fraction="0"><text>true</text><feedback><text>No.</text></feedback></answer>'
        '<answer fraction="100" format="moodle_auto_format"><text>false</text></answer>'
    )
    found = draft(question(answers, type="truefalse"))
    assert found.options == (DraftOption("True", False, "No."), DraftOption("False", True))


@pytest.mark.parametrize("context", ["$course$/", "$course$/top/", "$system$/top/", "$cat1$/", ""])
def test_a_category_is_told_without_its_context(context):
    category = f'<question type="category"><category><text>{context}Baking/top/Logs</text></category></question>'
    assert draft(category, question()).category == "Baking/top/Logs"


FORMATS = {
    ("html", "a &lt;br&gt;b&amp;lt;c&gt;"): "a\\\nb<c>",
    ("html", "a\nb"): "a b",
    ("markdown", "a **b** &lt;c&gt;"): "a **b** <c>",
    ("plain_text", "a\n&lt;c&gt; *d*"): "a\\\n<c> \\*d\\*",
    ("moodle_auto_format", "a\n&lt;b&gt;c&lt;/b&gt;"): "a\\\n**c**",
    ("moodle_auto_format", "&lt;p&gt;a\nb&lt;/p&gt;"): "a b",
}


@pytest.mark.parametrize(("format", "text"), FORMATS)
def test_a_text_is_read_as_its_format_says(format, text):
    written = question(text=text).replace('questiontext format="html"', f'questiontext format="{format}"')
    assert draft(written).stem == FORMATS[format, text]


def test_html_that_is_not_escaped_is_read_all_the_same():
    assert draft(question(text="<p>Where <b>to</b>?</p>")).stem == "Where **to**?"


def test_text_that_looks_like_html_stays_text():
    assert draft(question(text="Which &lt;deployment-config-path&gt;?")).stem == "Which <deployment-config-path>?"


def picture(name: str, content: bytes, path: str = "/") -> str:
    return f'<file name="{name}" path="{path}" encoding="base64">{b64encode(content).decode()}</file>'


def shown(address: str, file: str) -> str:
    stem = f"</text>{file}<text>" if not address else f'&lt;img src="{address}" alt="Logs"&gt;'
    return question(text=stem).replace("</text></questiontext>", f"</text>{file}</questiontext>")


def test_a_picture_comes_along_under_a_safe_name():
    parsed = read(shown("@@PLUGINFILE@@/my%20logs.png", picture("my logs.png", b"png")))
    assert parsed.drafts[0].stem == "![Logs](picture:my-logs.png)"
    assert parsed.pictures == {"my-logs.png": b"png"}


def test_two_pictures_with_one_name_are_kept_apart():
    contents = [b"one", b"two", b"one"]
    parsed = read(*(shown("@@PLUGINFILE@@/a.png", picture("a.png", content)) for content in contents))
    assert [found.stem for found in parsed.drafts] == [
        "![Logs](picture:a.png)",
        "![Logs](picture:a-2.png)",
        "![Logs](picture:a.png)",
    ]
    assert parsed.pictures == {"a.png": b"one", "a-2.png": b"two"}


def test_a_picture_is_found_in_its_folder_or_in_its_address():
    found = read(shown("@@PLUGINFILE@@/red/a.png?time=1", picture("a.png", b"png", "/red/")))
    assert found.pictures == {"a.png": b"png"}
    found = read(shown(f"data:image/png;base64,{b64encode(b'png').decode()}", ""))
    assert found.pictures == {"picture.png": b"png"}


def test_a_picture_that_is_not_there_is_told():
    [(message, level)] = problems(shown("@@PLUGINFILE@@/a.png", picture("b.png", b"png")))
    assert "question 1, line 3: has a picture that is not in the file (@@PLUGINFILE@@/a.png), which was" in message
    assert level is Level.WARNING


def answers(*fractions: str) -> str:
    return "".join(f'<answer fraction="{share}"><text>Box {n}</text></answer>' for n, share in enumerate(fractions))


UNCLEAR = {
    question(
        answers("0", "50")
    ): "takes one answer, but no option has the fraction 100. Give it to one, or set <single>",
    question(answers("100", "100", "0")): "takes one answer, but 2 options have the fraction 100. Give it to one, or",
    question(answers("100", "ten")): "option 2 has the fraction “ten”, which is no number. Write 100 or 0.",
    question(answers("100")): "has 1 option; a question needs 2 to 12.",
    question(answers("0", "0"), "<single>false</single>"): "has no right option; mark one as right.",
    question(text=""): "has no text before its options; write what is asked.",
}


@pytest.mark.parametrize("text", UNCLEAR)
def test_a_question_without_a_clear_key_is_told_and_stays_out(text):
    parsed = read(text)
    assert parsed.drafts == ()
    assert any(problem.message.startswith(UNCLEAR[text]) for problem in parsed.problems)
    assert {problem.level for problem in parsed.problems} == {Level.ERROR}


def test_part_of_the_mark_is_told():
    [(message, level)] = problems(question(answers("100", "50", "0")))
    assert (
        message == "quiz.xml, question 1, line 3: gives an option part of the mark; only the full answer counts here."
    )
    assert level is Level.WARNING


def test_what_is_no_choice_is_told_by_name_and_reason():
    parsed = read(question(type="essay"), question(type="stack"), question())
    assert parsed.not_imported == (
        NotImported("quiz.xml, question 1, line 3", "Logs", "essay", "it asks for a text, which no key can mark."),
        NotImported(
            "quiz.xml, question 2, line 7",
            "Logs",
            "stack",
            "it is of the type “stack”, which is no choice among options.",
        ),
    )
    assert len(parsed.drafts) == 1


def test_what_has_no_place_is_told_once_for_the_file():
    extra = (
        "<correctfeedback><text>Well baked!</text></correctfeedback>"
        "<incorrectfeedback><text>Your answer is incorrect.</text></incorrectfeedback>"
    )
    assert problems(question(extra=extra), question(extra=extra)) == [
        ("quiz.xml: has feedback to right answers as a whole (2 in all); it was left out.", Level.WARNING)
    ]


def test_an_explanation_that_names_an_option_keeps_the_order():
    parsed = read(question(extra="<generalfeedback><text>Option B is right.</text></generalfeedback>"))
    assert parsed.drafts[0].order_locked
    assert "keep their order" in parsed.problems[0].message


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<quiz><question></quiz>", "is not well-formed XML"),
        (b"<!DOCTYPE quiz><quiz/>", "has a document type"),
        (b"<assessment/>", "is XML, but not Moodle's: it begins with <assessment>"),
    ],
)
def test_another_file_is_unreadable(content, reason):
    with pytest.raises(Unreadable, match=reason):
        FORMAT.read(Source("quiz.xml", content))


def test_the_format_is_recognised_by_its_root():
    assert FORMAT.recognise(Source("a.txt", b"\xef\xbb\xbf<?xml version='1.0'?><!-- <x> -->\n<quiz>")) > 90
    assert FORMAT.recognise(Source("a.xml", b"<assessmentItem/>")) == 0
    assert FORMAT.recognise(Source("a.xml", b"Write <quiz>")) == 0


words = st.text(st.characters(exclude_categories=["C", "Z"]) | st.sampled_from(" \n<>&]"), min_size=1, max_size=20)
texts = words.map(str.strip).filter(bool)
options = st.builds(DraftOption, text=texts, is_key=st.booleans(), rationale=texts | st.just(""))
drafts = st.builds(
    Draft,
    name=st.just(""),
    stem=texts | st.just("![Logs](picture:a.png) and ![](picture:b.svg)"),
    options=st.lists(options, min_size=2, max_size=12).map(tuple),
    tags=st.lists(texts, max_size=3, unique=True).map(tuple),
    order_locked=st.booleans(),
    title=words.map(lambda text: " ".join(text.split())),
    category=st.just("") | st.sampled_from(["Baking", "Baking/Logs & <more>", "top of all"]),
    explanation=texts | st.just(""),
    declared_multiple=st.booleans(),
)
PICTURES = {"a.png": b"one", "b.svg": b"two"}


@settings(max_examples=100, deadline=None)
@given(st.lists(drafts, max_size=3))
def test_written_questions_are_read_as_the_same(written):
    # A file whose question has several keys says that several may be chosen.
    written = [replace(draft, declared_multiple=draft.is_multiple) for draft in written if draft.key]
    written = [draft for draft in written if draft.declared_multiple or len(draft.key) < len(draft.options)]
    parsed = FORMAT.read(Source("quiz.xml", FORMAT.write(written, PICTURES).content))
    # What names an option by its letter gets its order locked.
    kept = [
        replace(draft, order_locked=draft.order_locked or found.order_locked)
        for draft, found in zip(written, parsed.drafts, strict=True)
    ]
    assert list(parsed.drafts) == kept
    assert {name: PICTURES[name] for name in parsed.pictures} == parsed.pictures


def test_what_a_file_cannot_hold_is_told():
    lost = FORMAT.write(
        [
            Draft("logs", "Where to? ![](picture:gone.png)", (DraftOption("A", True), DraftOption("B", True)), "1.2"),
            Draft("bread", "Where to?", (DraftOption("A", True), DraftOption("B", False)), "1.2"),
        ],
        {},
    ).lost
    assert lost == (
        "Moodle XML cannot hold the task statement of 2 questions.",
        "Moodle XML cannot hold the rule that only all keys together count of 1 question.",
        "The picture gone.png is missing.",
    )


@pytest.mark.parametrize(
    ("keys", "fractions"), [(1, "100"), (2, "50"), (3, "33.33333"), (6, "16.66667"), (7, "14.28571"), (11, "10")]
)
def test_keys_share_the_mark_as_moodle_counts(keys, fractions):
    several = Draft("logs", "Where to?", tuple(DraftOption(f"Box {n}", n < keys) for n in range(12)))
    content = FORMAT.write([several], {}).content.decode()
    assert content.count(f'fraction="{fractions}"') == keys


def test_characters_that_xml_cannot_hold_are_replaced():
    content = FORMAT.write([Draft("a", "Where\x0b to?", (DraftOption("A", True), DraftOption("B", False)))], {}).content
    assert FORMAT.read(Source("quiz.xml", content)).drafts[0].stem == "Where\N{REPLACEMENT CHARACTER} to?"


pieces = st.sampled_from([
    "<quiz>", "</quiz>", '<question type="multichoice">', "</question>", "<text>", "</text>", '<answer fraction="100">',
    "</answer>", "<![CDATA[", "]]>", "&lt;p&gt;", "<file name='a'>", "<category/>", "<!--", "\x00", "é", "<single/>",
])  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.binary() | st.lists(pieces).map(lambda parts: "".join(["<quiz>", *parts]).encode()))
def test_any_bytes_are_read_or_unreadable(content):
    source = Source("quiz.xml", content)
    assert 0 <= FORMAT.recognise(source) <= 100
    with suppress(Unreadable):
        FORMAT.read(source)
