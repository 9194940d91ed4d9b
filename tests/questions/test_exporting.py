"""A set goes out in another format, and comes in again as the same questions."""

from dataclasses import replace

import pytest

from exams import attempts
from people.models import User
from questions import exporting, uploads, writing
from questions.drafts import Draft, DraftOption, Reference
from questions.formats import formats
from questions.models import Outline, QuestionSet, Upload
from questions.reading.format import Format
from questions.reading.source import Source
from tests.factories import person
from tests.questions.own_set import address, draft, own_set, picture, question, sit, three
from tests.questions.uploads.test_uploads import read

pytestmark = pytest.mark.django_db

WRITTEN = [format for format in formats().values() if format.write]
by_format = pytest.mark.parametrize("format", WRITTEN, ids=lambda format: format.name)
MULTIPLE = Draft(
    name="two-of-five",
    stem="Which two of these keep slugs away?\n\n```\nwhile slugs:\n    wait()\n```",
    options=tuple(DraftOption(text, index in (1, 3), f"About {text}.") for index, text in enumerate("pqrst")),
    objective="3.4",
    difficulty=3,
    explanation="Slugs avoid *both*.",
    order_locked=True,
    references=(Reference("Slugs | snails", "https://example.org/slugs"),),
)


@pytest.fixture
def owner() -> User:
    return person()


def come_in(somebody: User, content: bytes, format: Format, **where) -> Upload:
    outline = Outline.objects.get(code="MLS-C01")
    return read(uploads.receive(somebody, [(f"ours{format.suffix}", content)], outline=outline, **where))


def test_every_format_of_the_issue_is_written():
    assert {"markdown", "gift", "moodle_xml", "qti", "xlsx", "csv"} <= {format.name for format in WRITTEN}


def held(format: Format) -> Draft:
    """A question of which the format holds every word; a table has cells of plain text."""
    is_table = format.name in {"csv", "xlsx"}
    plain = {"stem": "Which two of these keep slugs away?", "explanation": "Slugs avoid both."}
    return replace(MULTIPLE, **plain) if is_table else MULTIPLE


@by_format
def test_what_was_exported_is_recognised_and_changes_nothing_where_it_came_from(owner, format):
    ours = own_set(owner, draft("maize"), draft("beans"), held(format))
    upload = come_in(owner, exporting.export(ours, format, owner).content, format, question_set=ours)
    assert upload.files.get().format == format.name
    assert upload.files.get().problems == []
    assert [each.decision for each in upload.questions.all()] == ["skip"] * 3
    with pytest.raises(uploads.NotReady, match="No question is chosen"):
        uploads.confirm(upload, licence="any", attested=True)


@by_format
def test_somebody_else_who_uploads_an_export_has_the_same_questions(owner, format):
    ours = own_set(owner, draft("maize"), draft("beans"), held(format))
    somebody = person()
    upload = come_in(somebody, exporting.export(ours, format, owner).content, format, title="Theirs")
    uploads.confirm(upload, licence="any", attested=True)
    theirs = uploads.store(upload)
    assert _said(theirs) == _said(ours)
    assert not upload.questions.exclude(suggestion="").exists()


def _said(question_set: QuestionSet) -> set[tuple]:
    said = {
        "current__likeness_key", "current__kind", "current__key", "current__rationales", "current__explanation",
        "objective__code",
    }  # fmt: skip
    return {
        tuple(tuple(value) if isinstance(value, list) else value for value in row)
        for row in question_set.questions.values_list(*sorted(said))
    }


@by_format
def test_an_export_has_neither_retired_questions_nor_those_that_its_reader_sits(owner, format):
    ours = three(owner)
    writing.retire(question(ours, "beans"))
    attempt = sit(owner, question(ours, "maize"))
    content = exporting.export(ours, format, owner).content
    stems = [each.stem for each in format.read(Source(f"ours{format.suffix}", content)).drafts]
    assert [stem[:10] for stem in stems] == ["An orchard"]
    assert exporting.left_out(ours, owner) == exporting.LeftOut(retired=1, sat=1)
    attempts.end(attempt)
    assert exporting.left_out(ours, owner) == exporting.LeftOut(retired=1, sat=0)


@by_format
def test_a_picture_goes_out_with_its_question_or_is_named_as_lost(owner, format):
    shown = picture()
    stem = f"{draft('maize').stem}\n\n![A leaf]({address(shown)})"
    written = exporting.export(own_set(owner, draft("maize", stem=stem)), format, owner)
    parsed = format.read(Source(f"ours{format.suffix}", written.content))
    is_lost = any("picture" in sentence for sentence in written.lost)
    assert is_lost != (list(map(len, parsed.pictures.values())) == [len(shown.content)])
    assert shown.digest.encode() not in written.content


@by_format
def test_enemies_that_an_author_marked_are_not_lost_in_silence(owner, format):
    enemies = [replace(draft("maize"), enemies=("beans",)), draft("beans")]
    assert not any("enem" in each for each in exporting.export(three(owner), format, owner).lost)
    written = exporting.export(own_set(owner, *enemies, name="enemies"), format, owner)
    assert any(words in " ".join(written.lost) for words in ("enemies", "same paper", "exclude each other"))


def test_a_format_that_is_only_read_writes_nothing(owner):
    with pytest.raises(ValueError, match="is read, not written"):
        exporting.export(three(owner), formats()["aiken"], owner)


@by_format
def test_an_export_costs_the_same_for_one_question_and_for_three(owner, format, django_assert_num_queries):
    for ours in (own_set(owner, draft("maize"), name="one"), three(owner)):
        with django_assert_num_queries(4):
            exporting.export(ours, format, owner)
