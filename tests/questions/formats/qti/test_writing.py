from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from questions.drafts import Draft, DraftOption, Reference
from questions.formats.qti import FORMAT
from questions.markup import to_html
from questions.reading.checks import sound
from questions.reading.plain import escape
from questions.reading.source import Source
from tests.questions.formats.qti.samples import messages

DRAFT = Draft(
    name="logs",
    stem="Where do **logs** go?\n\n- here\n- there\n\n![a plan](picture:the%20plan.png)",
    options=(DraftOption("A `shelf`", False, "Bread."), DraftOption("A bucket", True), DraftOption("5 < 6", False)),
    title='"Logs" & more',
    category="Storage / Logs",
    explanation="Buckets *keep* logs.\n\n```\nls -l\n  done\n```",
)
PICTURES = {"the%20plan.png": b"\x89PNG", "unused.png": b""}


def again(drafts, pictures=PICTURES):
    written = FORMAT.write(drafts, pictures)
    return FORMAT.read(Source("set.zip", written.content)), written.lost


def test_a_set_is_the_same_after_writing_and_reading():
    drafts = (DRAFT, replace(DRAFT, title="Other", category="", order_locked=True, declared_multiple=True))
    parsed, lost = again(drafts)
    assert parsed.drafts == tuple(replace(draft, name="") for draft in drafts)
    assert parsed.pictures == {"the%20plan.png": b"\x89PNG"}
    assert (parsed.problems, lost) == ((), ("QTI 2.1 has no place for: names.",))


def test_what_qti_cannot_hold_is_said():
    facts = replace(
        DRAFT,
        name="",
        stem='~~Old~~ [link](https://x.org "title") ![gone](picture:gone.png)\x01',
        objective="1.2",
        difficulty=3,
        tags=("a",),
        references=(Reference("A", "https://x.org"),),
        takeaway="Keep logs.",
        checked_on=date(2026, 1, 31),
        verified="The limits.",
        review_by=date(2027, 1, 31),
        enemies=("b",),
    )
    parsed, lost = again([facts])
    assert parsed.drafts[0].stem == "Old [link](https://x.org) gone"
    homeless, missing = lost
    assert homeless == (
        "QTI 2.1 has no place for: task statements, difficulties, tags, references, takeaways, days of checking, "
        "what was checked, days to review by, questions that exclude each other, control characters, the lines through "
        "text that is struck out, the titles of links and pictures."
    )
    assert missing == "Pictures that are not in the set are written as their text: picture:gone.png."


def test_the_package_has_a_manifest_that_names_every_file():
    with ZipFile(BytesIO(FORMAT.write([DRAFT], PICTURES).content)) as package:
        manifest = etree.fromstring(package.read("imsmanifest.xml"))
        listed = [file.get("href") for file in manifest.iter("{*}file")]
        assert listed == ["test.xml", "items/logs.xml", "the%20plan.png"]
        assert package.namelist() == ["imsmanifest.xml", "test.xml", "items/logs.xml", "the plan.png"]


def test_the_same_set_gives_the_same_bytes():
    assert FORMAT.write([DRAFT], PICTURES).content == FORMAT.write([DRAFT], PICTURES).content


def test_identifiers_are_valid_and_unique():
    drafts = [replace(DRAFT, name=name, title=str(n)) for n, name in enumerate(["a", "A", "1st", "", "é"])]
    with ZipFile(BytesIO(FORMAT.write(drafts, {}).content)) as package:
        assert [path for path in package.namelist() if path.startswith("items/")] == [
            "items/a.xml",
            "items/question-00002.xml",
            "items/question-00003.xml",
            "items/question-00004.xml",
            "items/question-00005.xml",
        ]


def test_a_picture_with_a_dangerous_name_gets_another():
    for name in ("../up.png", "/etc/x.png", "a\\b.png", ".hidden", "items/logs.xml", "test.xml", "C:x.png"):
        parsed, _ = again([replace(DRAFT, stem=f"Look: ![a](<picture:{name}>)")], {name: PICTURES["the%20plan.png"]})
        assert list(parsed.pictures.values()) == [b"\x89PNG"]
        assert parsed.drafts[0].stem == "Look: ![a](picture:renamed/1)"


# U+FFFD stands for what could not be read, and is warned of.
CHARACTERS = st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="\ufffd")
WORDS = st.text(CHARACTERS | st.just(" "), min_size=1, max_size=30)
PLAIN = WORDS.map(lambda text: " ".join(text.split())).filter(bool).map(escape)
FORMATTED = st.sampled_from(
    [
        "**bold** and *emphasis*",
        "a `code` b",
        "- one\n- two",
        "1. one\n2. two",
        "```\nx < 1\n```",
        "> quoted",
        "| a | b |\n| --- | --- |\n| 1 | 2 |",
        "[a link](https://x.org/?a=1&b=2)",
        "![a plan](picture:the%20plan.png)",
    ]
)
TEXT = st.lists(PLAIN | FORMATTED, min_size=1, max_size=3, unique=True).map("\n\n".join)


@st.composite
def questions(draw):
    texts = draw(st.lists(TEXT, min_size=2, max_size=5, unique=True))
    key = draw(st.sets(st.integers(0, len(texts) - 1), min_size=1, max_size=len(texts) - 1))
    rationales = draw(st.lists(TEXT | st.just(""), min_size=len(texts), max_size=len(texts)))
    return Draft(
        name="",
        stem=draw(TEXT),
        options=tuple(
            DraftOption(text, number in key, rationale)
            for number, (text, rationale) in enumerate(zip(texts, rationales, strict=True))
        ),
        title=draw(WORDS),
        category=draw(WORDS).strip(),
        explanation=draw(TEXT | st.just("")),
        order_locked=draw(st.booleans()),
        declared_multiple=len(key) > 1 or draw(st.booleans()),
    )


def shown(draft: Draft) -> Draft:
    """The question with its texts as they are shown: Markdown may be written in more than one way."""
    options = tuple(
        replace(option, text=to_html(option.text), rationale=to_html(option.rationale)) for option in draft.options
    )
    return replace(draft, stem=to_html(draft.stem), options=options, explanation=to_html(draft.explanation))


@settings(max_examples=40, deadline=None)
@given(questions())
def test_any_question_is_the_same_after_writing_and_reading(draft):
    drafts, _ = sound([draft])
    parsed, lost = again(drafts)
    assert (messages(parsed), lost) == ([], ())
    assert [shown(each) for each in parsed.drafts] == [shown(each) for each in drafts]
