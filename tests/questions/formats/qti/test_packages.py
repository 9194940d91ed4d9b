import pytest

from questions import formats
from questions.reading.source import Source, Unreadable
from tests.questions.formats.qti.samples import classic, classic_item, item, messages, only, read, zipped

PNG = b"\x89PNG not really"
MANIFEST = '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources/></manifest>'


def ordering(*references: str) -> str:
    items = "".join(f'<assessmentItemRef identifier="i{n}" href="{each}"/>' for n, each in enumerate(references))
    return (
        '<assessmentTest xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="t" title="T"><testPart>'
        f'<assessmentSection title="Storage">{items}</assessmentSection></testPart></assessmentTest>'
    )


def titles(parsed) -> list[str]:
    return [draft.title for draft in parsed.drafts]


@pytest.mark.parametrize("manifest", [{}, {"imsmanifest.xml": MANIFEST}])
def test_a_package_with_or_without_a_manifest_is_read(manifest):
    content = zipped({"a/one.xml": item(), "notes.xml": "<notes/>", **manifest})
    format, parsed = formats.read(Source("quiz.zip", content))
    assert (format.name, titles(parsed)) == ("qti", ["Logs"])
    assert only(parsed).where == "quiz.zip, a/one.xml, line 2"


def test_a_test_orders_items_and_its_sections_are_their_category():
    files = {"a.xml": item(title="A"), "b.xml": item(title="B"), "c.xml": item(title="C")}
    parsed = read({**files, "tests/test.xml": ordering("../c.xml", "../a%2Exml")})
    assert [(draft.title, draft.category) for draft in parsed.drafts] == [("C", "Storage"), ("A", "Storage"), ("B", "")]


def test_an_item_that_a_test_names_and_the_package_lacks_is_an_error():
    parsed = read({"test.xml": ordering("lost.xml"), "a.xml": item()})
    assert messages(parsed) == [
        "quiz.zip, test.xml, line 1: names “lost.xml”, which is not in the file; upload the package."
    ]


def test_an_item_that_stands_in_a_package_twice_is_taken_once():
    quiz = classic(classic_item())
    parsed = read({"quiz/assessment_qti.xml": quiz, "non_cc_assessments/quiz.xml.qti": quiz.replace("Quiz", "Bank")})
    assert len(parsed.drafts) == 1
    assert "stands in the file before" in messages(parsed)[0]


def test_items_that_share_an_identifier_or_a_text_alone_are_all_taken():
    parsed = read({"a.xml": item(), "b.xml": item(title="Other"), "c.xml": item(identifier="other")})
    assert len(parsed.drafts) == 3


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("plan.png", "items/plan.png"),
        ("../media/the%20plan.png", "media/the plan.png"),
        ("/media/plan.png", "media/plan.png"),
        ("media/plan.png", "media/plan.png"),
        ("$IMS-CC-FILEBASE$/Media/plan.png?canvas_download=1", "web_resources/Media/plan.png"),
        ("%24IMS-CC-FILEBASE%24/plan.png", "web_resources/x/plan.png"),
    ],
)
def test_a_picture_is_found_by_what_documents_call_it(address, path):
    parsed = read({"items/one.xml": item(prompt=f'Look: <img src="{address}" alt="a plan"/>'), path: PNG, "x.png": b""})
    name = path.replace(" ", "%20")
    assert only(parsed).stem.endswith(f"Look: ![a plan](picture:{name})")
    assert parsed.pictures == {name: PNG}


def test_a_picture_that_could_be_two_files_is_none():
    parsed = read(
        {"items/one.xml": item(prompt='<img src="plan.png" alt="a plan"/>'), "a/plan.png": PNG, "b/plan.png": PNG}
    )
    assert only(parsed).stem.endswith("a plan")
    assert "picture that is not in the file" in messages(parsed)[0]


def test_an_object_may_be_a_picture():
    parsed = read({"one.xml": item(prompt='<object type="image/png" data="plan.png">a plan</object>'), "plan.png": PNG})
    assert only(parsed).stem.endswith("![a plan](picture:plan.png)")


def test_a_document_that_is_broken_leaves_the_others():
    parsed = read({"a.xml": item(), "b.xml": item()[:-20], "test.xml": ordering("a.xml")[:-3]})
    assert titles(parsed) == ["Logs"]
    assert sorted(message.split(", line")[0] for message in messages(parsed)) == [
        "quiz.zip, b.xml",
        "quiz.zip, test.xml",
    ]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"notes.txt": "no"}, "holds no QTI document"),
        ({"test.xml": ordering()}, "holds no item"),
        ({"inner.zip": zipped({"a.xml": item()})}, "another archive"),
    ],
)
def test_a_package_without_items_is_unreadable(files, message):
    with pytest.raises(Unreadable, match=message):
        read(files)


@pytest.mark.parametrize(
    "document", [item()[:-20], item().replace("<assess", "<!DOCTYPE x [<!ENTITY a 'b'>]><assess", 1)]
)
def test_a_bare_file_that_is_broken_or_declares_entities_is_unreadable(document):
    with pytest.raises(Unreadable):
        read(document)


def test_a_file_is_recognised_by_its_content():
    sure = {
        "a.txt": item().encode(),
        "b.txt": item().encode("utf-16"),
        "c": classic(classic_item()).encode(),
        "d.zip": zipped({"a.xml": item()}),
        "e.imscc": zipped({"imsmanifest.xml": MANIFEST}),
    }
    assert {
        name: bool(formats.formats()["qti"].recognise(Source(name, content))) for name, content in sure.items()
    } == (dict.fromkeys(sure, True))


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"<quiz><question type='multichoice'/></quiz>", b"<rss><item></item></rss>",
     b"Talk of <assessmentItem>", zipped({"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"})],
)  # fmt: skip
def test_what_is_something_else_is_not_recognised(content):
    assert formats.formats()["qti"].recognise(Source("quiz.xml", content)) == 0
