import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from questions.drafts import Draft, DraftOption
from questions.formats import csv as csv_format
from questions.formats import xlsx as xlsx_format
from questions.formats.tables.neutral import MARK, neutral, restored
from questions.formats.tables.shown import is_plain, meant, shown
from questions.reading.plain import escape
from questions.reading.source import Source

FORMATS = {"csv": csv_format.FORMAT, "xlsx": xlsx_format.FORMAT}
CODE = "while hungry:\n    eat()\n\n\n\n    \xa0chew()"
words = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")) | st.sampled_from(f"=+-@'\",;\n*_#<`{MARK}"), max_size=30
)
plain = words.map(lambda text: escape("\n".join(line.strip() for line in text.split("\n"))))
code = st.sampled_from([CODE, "````", "a", " ", "```\n``` x"]).map(lambda code: f"`````py\n{code}\n`````")
texts = plain | st.lists(plain.filter(bool) | code, max_size=3).map("\n\n".join)
said = texts.filter(bool)


@st.composite
def drafts(draw) -> Draft:
    options = draw(st.lists(st.tuples(said, texts), min_size=2, max_size=8, unique_by=lambda pair: pair[0]))
    keys = draw(st.sets(st.integers(0, len(options) - 1), min_size=1, max_size=len(options) - 1))
    return Draft(
        name="",
        stem=draw(said),
        options=tuple(DraftOption(text, at in keys, rationale) for at, (text, rationale) in enumerate(options)),
        explanation=draw(texts),
        category=draw(st.sampled_from(["", "Modeling", "=1.2"])),
        declared_multiple=len(keys) > 1 or draw(st.booleans()),
    )


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=30, deadline=None)
@given(st.lists(drafts(), min_size=1, max_size=3))
def test_what_is_written_reads_as_it_was(name, bank):
    format = FORMATS[name]
    written = format.write(bank, {})
    parsed = format.read(Source(f"bank{format.suffix}", written.content))
    assert written.lost == ()
    assert [unlocked(draft) for draft in parsed.drafts] == bank


def unlocked(draft: Draft) -> Draft:
    return replace(draft, order_locked=False)


@given(words)
def test_no_cell_begins_as_a_formula(text):
    assert not neutral(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert restored(neutral(text)) == text


def test_formulas_are_neutral_in_both_files():
    draft = Draft(name="", stem="=HYPERLINK(1)", options=(DraftOption("@SUM(1)", True), DraftOption("-1", False)))
    content = {name: format.write([draft], {}).content for name, format in FORMATS.items()}
    rows = list(csv.reader(StringIO(content["csv"].decode("utf-8-sig"))))
    cells = [*load_workbook(BytesIO(content["xlsx"]))["Questions"].values]
    for row in (rows[1], cells[1]):
        assert [row[0], row[2], row[4]] == ["ʼ=HYPERLINK(1)", "ʼ@SUM(1)", "ʼ-1"]  # noqa: RUF001


def test_what_cells_do_not_hold_is_said():
    draft = Draft(
        name="rising",
        stem="What makes **bread** rise?",
        options=(DraftOption("`yeast`", True), DraftOption("salt", False)),
        objective="1.1",
        tags=("baking",),
    )
    assert csv_format.write([draft, draft], {}).lost == (
        "2 questions lose: name.",
        "2 questions lose: tags.",
        "2 questions lose: formatting (lists, emphasis, code within a line, links, pictures).",
    )
    [read] = csv_format.read(Source("a.csv", csv_format.write([draft], {}).content)).drafts
    assert (read.stem, read.options[0].text, read.category) == ("What makes bread rise?", "yeast", "1.1")


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("One\\\ntwo\n\nthree\nfour", "One\ntwo\n\nthree four"),
        ("Read:\n\n```\na = 1\n  b\n```\n\nWhat?", "Read:\n\n```\na = 1\n  b\n```\n\nWhat?"),
        ("    indented\n     code\n", "```\nindented\n code\n```"),
        ("~~~ yaml\n```\n~~~", "````yaml\n```\n````"),
        (r"\`\`\` is a fence", f"{MARK}``` is a fence"),
        ("- one\n- two", "- one\n\n- two"),
        ("2. one\n3. two", "2. one\n\n3. two"),
        (r"a \* <b>", "a * <b>"),
        ("![a map](picture:map.png) [here](https://example.org)", "a map here"),
    ],
)
def test_markdown_is_written_as_it_shows(markdown, text):
    assert shown(markdown) == text


@pytest.mark.parametrize(("markdown", "plain"), [("a\nb", True), (r"a \* b", True), ("a *b*", False), ("- a", False)])
def test_text_is_plain_where_nothing_of_its_look_is_lost(markdown, plain):
    assert is_plain(markdown) is plain


@pytest.mark.parametrize(
    "cell", ["Read:\n\n```\na = 1\n  b\n```\n\nWhat?", "````yaml\n```\n````", "```\n\n\n\n```", "```\n```"]
)
def test_code_stays_code_in_a_cell(cell):
    assert meant(cell) == cell
    assert shown(meant(cell)) == cell


@pytest.mark.parametrize("cell", ["```", "```\nnever ended", f"{MARK}```\nno code\n{MARK}```", "a ```\nb\n```"])
def test_what_is_no_block_of_code_stays_text(cell):
    assert shown(meant(cell)).replace(MARK, "") == cell.replace(MARK, "")
    assert "```" not in meant(cell)
