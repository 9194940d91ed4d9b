"""Files that would do harm, as a worker meets them: a clear message, nothing in the bank, and the next upload works."""

import re

import pytest
from django.urls import reverse
from django.utils.html import escape

from questions import uploads
from questions.models import Outline, Question, QuestionSet, Upload
from questions.uploads import working
from tests.factories import person
from tests.questions import hostile
from tests.questions.hostile import moodle, packed
from tests.questions.uploads.test_uploads import AIKEN

pytestmark = pytest.mark.django_db


@pytest.fixture
def outline():
    return Outline.objects.get(code="MLS-C01")


@pytest.fixture
def received(outline):
    def receive(name: str, content: bytes) -> Upload:
        upload = uploads.receive(person(), [(name, content)], outline=outline, title="Ours")
        working.go_on(upload.pk)
        upload.refresh_from_db()
        return upload

    return receive


def problems(upload: Upload, level: str) -> list[str]:
    found = [problem for file in upload.files.all() for problem in file.problems]
    return [f"{problem['where']}: {problem['message']}" for problem in found if problem["level"] == level]


HARMFUL = {
    "a bomb": ("bank.zip", hostile.bomb, "which unpacks to more than 200 times its size"),
    "too many files": ("bank.zip", hostile.too_many_members, "holds more than 25,000 files. Upload it in parts."),
    "an archive in an archive": (
        "bank.zip",
        lambda: packed(("a.txt", AIKEN), ("inner.zip", packed(("b.txt", AIKEN)))),
        "holds another archive, “inner.zip”. Unpack that and upload its files.",
    ),
    "a path upwards": ("bank.zip", lambda: packed(("../../bank.txt", AIKEN)), "points out of it: “../../bank.txt”"),
    "an absolute path": ("bank.zip", lambda: packed(("/etc/bank.txt", AIKEN)), "points out of it: “/etc/bank.txt”"),
    "a path of Windows": ("bank.zip", lambda: packed(("..\\bank.txt", AIKEN)), "characters that paths must not have"),
    "a link": ("bank.zip", hostile.link, "holds a link or device, “bank.txt”. Put the file itself in its place."),
    "a password": ("bank.zip", hostile.encrypted, "is encrypted. Pack it without a password."),
    "half an archive": ("bank.zip", hostile.truncated, "is a damaged ZIP, or none. Pack it anew."),
    "an empty archive": ("bank.zip", packed, "has no files in it"),
    "an outer entity": ("bank.xml", hostile.entity, "has a document type, which is not read. Remove all of <!DOCTYPE"),
    "an outer DTD": ("bank.xml", hostile.outside_dtd, "has a document type, which is not read"),
    "laughs": ("bank.xml", hostile.laughs, "has a document type, which is not read"),
    "laughs in a package": ("bank.zip", hostile.laughing_package, "has a document type, which is not read"),
    "laughs in a workbook": ("bank.xlsx", hostile.laughing_workbook, "declares a document type in xl/"),
    "macros": ("bank.xlsm", hostile.macros, "has macros. Save it as .xlsx, which has none."),
    "macros by another name": ("bank.xlsx", hostile.macros, "has macros. Save it as .xlsx, which has none."),
    "a huge cell": ("bank.xlsx", hostile.huge_cell, "which unpacks to more than 200 times its size"),
    "a cell shown often": ("bank.xlsx", hostile.repeated_cell, "holds more than 50 million characters"),
    "a quote without an end": ("bank.csv", hostile.open_quote, "a cell that begins here is far too long"),
    "an old workbook": ("bank.xlsx", lambda: bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "from before Excel 2007"),
    "an empty workbook": ("bank.xlsx", hostile.workbook, "has no rows. Upload a table with a row for each question."),
    "a PDF": ("bank.md", lambda: b"%PDF-1.7\n1 0 obj", "is a PDF. Copy its text, and paste that as questions."),
    "a Word document": ("bank.docx", lambda: packed(("word/document.xml", b"<x/>")), "is a Word document. Copy its"),
    "a picture": ("bank.txt", lambda: b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is a picture."),
    "a program": ("bank.csv", lambda: b"MZ\x90\0" + bytes(200), "is a program, and holds no questions."),
    "a web page": ("bank.html", lambda: b"<!doctype html><html><script>alert(1)</script>", "is a web page."),
    "another archive": ("bank.tar.gz", lambda: b"\x1f\x8b\x08\0" + bytes(50), "is packed, but not as a ZIP. Unpack it"),
    "other XML": ("bank.xml", lambda: b"<?xml version='1.0'?><rss/>", "is XML, but neither Moodle's nor QTI."),
    "bytes of no kind": ("bank.bin", lambda: bytes(range(7, 256)), "is in no format that is known here. Known are"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "made", "message"), HARMFUL.values(), ids=HARMFUL)
def test_what_would_do_harm_is_named_and_the_next_upload_works(client, received, name, made, message):
    before = Question.objects.count()
    upload = received(name, made())
    (problem,) = problems(upload, "error")
    assert problem.startswith(name)
    assert message in problem
    client.force_login(upload.owner)
    page = client.get(reverse("questions:upload", args=[upload.pk])).content.decode()
    assert escape(message) in page
    assert "0 questions will be stored." in page
    with pytest.raises(uploads.NotReady, match="No question is chosen"):
        uploads.confirm(upload, licence="any", attested=True)
    assert (Question.objects.count(), QuestionSet.objects.filter(owner=upload.owner).count()) == (before, 0)
    assert received("bank.txt", AIKEN).questions.count() == 2


@pytest.mark.parametrize(
    ("name", "made", "format"),
    [
        ("bank.xlsx", lambda: AIKEN, "aiken"),
        ("bank.csv", moodle, "moodle_xml"),
        ("bank.txt", lambda: hostile.workbook(("question", "a", "b", "answer"), ("Which?", "x", "y", "A")), "xlsx"),
        ("no suffix", lambda: packed(("one", AIKEN), ("two.pdf", moodle())), "aiken, moodle_xml"),
    ],
)
def test_a_wrong_ending_does_not_mislead(received, name, made, format):
    upload = received(name, made())
    assert (upload.files.get().format, problems(upload, "error")) == (format, [])
    assert upload.questions.count() > 0


def test_an_archive_of_every_kind_of_file_is_read_whole(received):
    gift = b"::One:: Which falls? {=Snow ~Rain}"
    markdown = "# One\n\nWhich falls?\n\n- [x] Snow\n- [ ] Rain\n".encode("cp1252")
    table = "question,a,b,answer\nWhich fällt?,Snow,Rain,A\n".encode("cp1252")
    trivia = "#Q Which fällt?\n^ Snow\nA Snow\nB Rain\n".encode("utf-16")
    files = {"a.txt": AIKEN, "b.xml": moodle(), "c.gift": gift, "d.md": markdown, "e.csv": table, "f.txt": trivia}
    upload = received("bank.zip", packed(*files.items()))
    assert upload.stage == "ready"
    assert upload.files.get().format == "aiken, csv, gift, markdown, moodle_xml, trivia"
    assert upload.questions.count() == 7


@pytest.mark.parametrize("empty", [b"", b" \n\n"])
def test_an_empty_file_is_refused_alone_and_named_among_others(received, outline, empty):
    with pytest.raises(uploads.Refused, match="There is nothing in it"):
        uploads.receive(person(), [("empty.txt", empty)], outline=outline, title="Ours")
    upload = received("bank.zip", packed(("a.txt", AIKEN), ("b.csv", empty)))
    assert problems(upload, "error") == ["bank.zip/b.csv: is empty. Look whether it was saved, and upload it again."]
    assert upload.questions.count() == 2


ACCENTS = "Which läke is meant?\nA. Zürich\nB. Genf\nANSWER: A\n"
UNREADABLE = "has characters that cannot be read; they show as �. Mend them."


@pytest.mark.parametrize(
    ("content", "encoding", "notes"),
    [
        (
            ACCENTS.encode("cp1252"),
            "windows-1252",
            [f"line {n}: is not UTF-8; it was read as windows-1252. Look at its accents." for n in (1, 2)],
        ),
        (ACCENTS.encode("utf-16-le"), "utf-16-le", []),
        (ACCENTS.encode("utf-16-be"), "utf-16-be", []),
        (ACCENTS.encode("utf-16").replace("ü".encode("utf-16-le"), b"\x00\xd8"), "utf-16", [f"line 2: {UNREADABLE}"]),
        (ACCENTS.encode().replace(b"Genf", b"Ge\0f"), "utf-8", [f"line 3: {UNREADABLE}"]),
    ],
    ids=["Western", "UTF-16 without a mark", "the other UTF-16", "broken UTF-16", "a NUL"],
)
def test_a_broken_encoding_is_read_with_a_note_of_each_doubtful_line(received, content, encoding, notes):
    upload = received("bank.txt", content)
    assert upload.files.get().encoding == encoding
    assert problems(upload, "warning") == [f"bank.txt, {note}" for note in notes]
    assert upload.questions.get().draft["options"][0]["is_key"]


def test_a_broken_encoding_in_xml_is_noted_too(received):
    upload = received("bank.xml", moodle("Which läke?").decode().encode("cp1252"))
    assert problems(upload, "warning") == [
        "bank.xml, line 2: is not UTF-8; it was read as windows-1252. Look at its accents."
    ]


SCRIPTED = """<p onclick="steal()">Which <script>steal()</script><a href="javascript:steal()">value</a>
<img src="http://evil.example/x.png" alt="falls"> below &lt;deployment-config-path&gt; or <deployment-config-path>?
<iframe src="//evil.example"></iframe><style>p { background: url(//evil.example) }</style></p>"""
NOTES = ["an event handler (onclick)", "an element <script>", "a link to javascript:steal()", "an element <iframe>"]


def test_what_acts_in_html_is_removed_with_a_note_and_text_is_kept(client, received):
    upload = received("bank.xml", moodle(SCRIPTED, right='&lt;svg onload="steal()"&gt;&lt;/svg&gt;Snow'))
    notes = problems(upload, "warning")
    for note in (*NOTES, "a picture from elsewhere (http://evil.example/x.png)", "an element <svg>"):
        assert sum(f"has {note}" in each for each in notes) == 1
    assert upload.questions.get().draft["options"][0]["text"] == "Snow"
    stem, _ = shown(client, upload)
    assert "Which value falls below &lt;deployment-config-path&gt; or &lt;deployment-config-path&gt;?" in stem
    assert not re.search(r"steal|evil", stem)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bank.md", "# One\n\n{}\n\n- [x] {}\n- [ ] Rain\n"),
        ("bank.txt", "{}\nA. {}\nB. Rain\nANSWER: A\n"),
        ("bank.csv", 'question,a,b,answer\n"{}","{}",Rain,A\n'),
        ("trivia.txt", "#Q {}\n^ {}\nA <b onmouseover=steal()>Snow</b>\nB Rain\n"),
    ],
)
def test_in_a_text_that_is_not_html_tags_are_text(client, received, name, content):
    scripted = "Which <script>steal()</script> <img src=x onerror=steal()> [it](javascript:steal()) falls?"
    upload = received(name, content.format(scripted, "<b onmouseover=steal()>Snow</b>").encode())
    stem, options = shown(client, upload)
    assert "&lt;script&gt;steal()&lt;/script&gt;" in stem
    for part in (stem, options):
        assert not re.search(r"<(?:script|img|b)\b|<[^>]*(?:javascript|onerror|onmouseover)", part)


def shown(client, upload: Upload) -> tuple[str, str]:
    """The stem and the options of a question on its upload's page."""
    client.force_login(upload.owner)
    page = client.get(reverse("questions:upload", args=[upload.pk])).content.decode()
    found = re.search(r'<div class="prose stem">(.*?)</div>\s*<ol class="drafted[^>]*>(.*?)</ol>', page, re.DOTALL)
    assert found
    return found[1], found[2]


NAMES = {
    "../../../etc/passwd": "../../../etc/passwd",
    "nul\0l.txt": "nul\N{REPLACEMENT CHARACTER}l.txt",
    "bank-\N{RIGHT-TO-LEFT OVERRIDE}txt.exe": "bank-\N{REPLACEMENT CHARACTER}txt.exe",
    "<img src=x onerror=alert(1)>.txt": "<img src=x onerror=alert(1)>.txt",
    "'\"><script>alert(1)</script>.csv": "'\"><script>alert(1)</script>.csv",
    "{{ settings.SECRET_KEY }}{% debug %}.md": "{{ settings.SECRET_KEY }}{% debug %}.md",
    "line\nbreak\r.txt": "line\N{REPLACEMENT CHARACTER}break\N{REPLACEMENT CHARACTER}.txt",
    "half a pair \ud800.txt": "half a pair \N{REPLACEMENT CHARACTER}.txt",
    "very " * 200 + "long.txt": ("very " * 200 + "long.txt")[-255:],
    "": "",
}


@pytest.mark.parametrize(("name", "stored"), NAMES.items(), ids=range(len(NAMES)))
@pytest.mark.parametrize("content", [AIKEN, b"nothing that is known"], ids=["read", "not read"])
def test_a_name_made_to_do_harm_is_shown_as_text(client, received, name, stored, content):
    upload = received(name, content)
    assert upload.files.get().name == stored
    client.force_login(upload.owner)
    page = client.get(reverse("questions:upload", args=[upload.pk])).content.decode()
    assert f'<th scope="row">{escape(stored)}</th>' in page
    assert not re.search(r"<script>alert|<img src=x|[\0\u202e]", page)
