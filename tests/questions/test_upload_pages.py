"""The pages of an upload, as a browser asks for them."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from questions import uploads
from questions.models import Outline, Question, QuestionSet, Upload
from questions.uploads import progress, working
from tests.factories import person
from tests.questions.uploads.test_uploads import AIKEN, FIRST, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def instructor(client):
    somebody = person()
    client.force_login(somebody)
    return somebody


@pytest.fixture
def outline():
    return Outline.objects.get(code="MLS-C01")


@pytest.fixture
def upload(instructor, outline):
    return read(uploads.receive(instructor, [("bank.txt", AIKEN)], outline=outline, title="Our bank"))


def send(client, outline, *files, **facts):
    given = {"outline": outline.pk, "title": "Our bank", "files": list(files), **facts}
    return client.post(reverse("questions:uploads"), given)


def file(content: bytes = AIKEN, name: str = "bank.txt"):
    return SimpleUploadedFile(name, content)


def address(upload: Upload, what: str = "upload") -> str:
    return reverse(f"questions:{what}", args=[upload.pk])


def test_several_files_and_pasted_text_come_in_as_one_upload(client, instructor, outline):
    reply = send(client, outline, file(), file(FIRST.encode(), "more.txt"), pasted=FIRST)
    upload = instructor.uploads.get()
    assert reply.headers["Location"] == address(upload)
    assert [each.name for each in upload.files.all()] == ["bank.txt", "more.txt", "pasted text"]


def test_the_exam_that_was_used_last_is_chosen_beforehand_else_that_of_the_bundled_bank(client, instructor, outline):
    assert _chosen_outline(client) == outline
    other = Outline.objects.exclude(pk=outline.pk).earliest("code")
    QuestionSet.objects.create(outline=other, name="theirs", title="Theirs", owner=person())
    assert _chosen_outline(client) == outline
    QuestionSet.objects.create(outline=other, name="ours", title="Ours", owner=instructor)
    assert _chosen_outline(client) == other
    send(client, outline, file())
    assert _chosen_outline(client) == outline


def _chosen_outline(client) -> Outline:
    field = client.get(reverse("questions:uploads")).context["form"]["outline"]
    return Outline.objects.get(pk=getattr(field.value(), "pk", field.value()))


def test_pasted_text_may_be_larger_than_a_body_of_the_exam_room(client, instructor, outline):
    send(client, outline, pasted=FIRST * 500)
    assert instructor.uploads.get().files.get().content


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"files": []}, "Choose a file, or paste questions."),
        ({"files": [file(b"")]}, "The submitted file is empty."),
        ({"outline": "999999"}, "Select a valid choice."),
        ({"question_set": "999999"}, "Select a valid choice."),
    ],
)
def test_a_form_with_a_mistake_says_so_and_stages_nothing(client, instructor, outline, facts, words):
    given = {"outline": outline.pk, "title": "Ours", "files": [file()], **facts}
    reply = client.post(reverse("questions:uploads"), given)
    assert words in reply.content.decode()
    assert not Upload.objects.exists()


def test_the_page_waits_for_a_worker_and_then_shows_every_question(client, instructor, outline):
    send(client, outline, file())
    upload = instructor.uploads.get()
    assert "Reading your files" in client.get(address(upload)).content.decode()
    assert 'id="progress"' in client.get(address(upload, "upload_status") + "?stage=reading").content.decode()
    working.go_on(upload.pk)
    assert client.get(address(upload, "upload_status") + "?stage=reading").headers["HX-Refresh"] == "true"
    page = client.get(address(upload)).content.decode()
    assert "An object store" in page
    assert "2 questions will be stored." in page
    assert "Suggested because of" in page


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        ({"files": [file(name="week_3.final.txt")]}, "week 3.final"),
        ({"files": [], "pasted": FIRST}, "Pasted questions"),
    ],
)
def test_a_set_without_a_title_has_that_of_its_first_file(client, instructor, outline, facts, title):
    client.post(reverse("questions:uploads"), {"outline": outline.pk, "title": " ", **facts})
    assert instructor.uploads.get().title == title


def test_the_page_shows_the_step_and_how_much_of_it_is_done(client, instructor, outline):
    send(client, outline, file())
    upload = instructor.uploads.get()
    assert "Waiting for a worker" in client.get(address(upload)).content.decode()
    progress.tell(upload.pk, "Checking question 501 of 1,000 in bank.txt", 0.75)
    page = client.get(address(upload)).content.decode()
    assert "Step 1 of 2:</span> Checking question 501 of 1,000 in bank.txt" in page
    assert '<progress id="bar" value="75" max="100">75 %</progress>' in page
    uploads.read(upload)
    progress.tell(upload.pk, "Looking for near-duplicates", 0.5)
    page = client.get(address(upload)).content.decode()
    assert "Step 2 of 2:</span> Looking for near-duplicates" in page
    assert '<progress id="bar" value="50" max="100">' in page


def test_a_page_on_which_somebody_chooses_is_not_loaded_anew_when_near_duplicates_are_known(client, upload):
    status = address(upload, "upload_status") + "?stage=comparing"
    reply = client.get(status)
    assert "HX-Refresh" not in reply.headers
    assert "No near-duplicate was found." in reply.content.decode()
    upload.questions.filter(number=2).update(twin_number=1, likeness=0.9)
    assert "1 question is nearly the same as others." in client.get(status).content.decode()


def test_what_is_all_in_the_bank_already_is_said_to_be(client, upload, instructor, outline):
    uploads.confirm(upload, licence="any", attested=True)
    question_set = uploads.store(upload)
    again = read(uploads.receive(instructor, [("bank.txt", AIKEN)], outline=outline, question_set=question_set))
    assert "Every question of this upload is in the bank already" in client.get(address(again)).content.decode()


def test_why_an_upload_failed_is_said_on_its_page(client, upload):
    Upload.objects.update(failed_at=timezone.now(), failure="Something went wrong here.")
    assert "Something went wrong here." in client.get(address(upload)).content.decode()
    Upload.objects.update(read_at=None)
    assert "Something went wrong here." in client.get(address(upload)).content.decode()


def test_of_very_many_problems_the_first_are_shown_and_the_rest_counted(client, upload):
    problem = {"where": "bank.txt", "message": "is odd.", "level": "warning"}
    upload.files.update(problems=[problem] * 203)
    page = client.get(address(upload)).content.decode()
    assert (page.count("is odd."), "And 3 more." in page) == (200, True)


def test_a_confirmation_without_attestation_stores_nothing(client, upload):
    reply = client.post(address(upload, "upload_confirmation"), {"licence": "MIT"}, follow=True)
    assert "Nothing was stored. Confirm that you wrote these questions" in reply.content.decode()
    assert not QuestionSet.objects.filter(owner=upload.owner).exists()


def test_a_confirmed_upload_leads_to_its_set_once_a_worker_has_stored_it(client, upload):
    client.post(address(upload, "upload_confirmation"), {"licence": "MIT", "attested": "on"})
    assert "Storing your questions" in client.get(address(upload)).content.decode()
    working.go_on(upload.pk)
    upload.refresh_from_db()
    assert client.get(address(upload)).headers["Location"] == reverse("questions:set", args=[upload.question_set_id])


def test_a_decision_on_one_card_answers_with_the_card_and_the_new_count(client, upload):
    reply = client.post(
        address(upload, "upload_decisions"), {"number": "1", "decision": "skip"}, headers={"HX-Request": "true"}
    )
    text = reply.content.decode()
    assert 'id="staged-1"' in text
    assert "1 question will be stored." in text


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"number": ["1", "2"], "decision": "skip"}, "Applied to 2 questions."),
        ({"number": "1", "decision": "replace"}, "A new revision is made only of a twin in the same set."),
        ({"decision": "skip"}, "Nothing has changed: tick the questions that you mean."),
        ({"number": "1"}, "Nothing has changed: choose a task statement or a decision for them."),
    ],
)
def test_a_decision_on_many_says_what_it_did(client, upload, given, words):
    reply = client.post(address(upload, "upload_decisions"), given, follow=True)
    assert words in reply.content.decode()


def test_a_new_set_is_first_thought_to_be_for_the_exam_with_the_most_questions(client, instructor, outline):
    form = client.get(reverse("questions:uploads")).content.decode()
    assert f'<option value="{outline.pk}" selected>' in form


def test_a_decision_on_all_that_a_filter_shows_changes_only_these(client, upload):
    other = upload.outline.domains.get(code="4").objectives.get(code="4.1")
    upload.questions.filter(number=1).update(suggestion="")
    given = {"show": "suggested", "all": "on", "objective": other.pk}
    client.post(address(upload, "upload_decisions"), given)
    assert [each.objective.code == "4.1" for each in upload.questions.order_by("number")] == [False, True]


def test_another_format_can_be_chosen_and_is_read_anew(client, upload):
    file = upload.files.get()
    client.post(reverse("questions:upload_format", args=[upload.pk, file.pk]), {"format": "gift"})
    working.go_on(upload.pk)
    upload.refresh_from_db()
    assert (upload.files.get().format, upload.questions.count()) == ("gift", 0)


@pytest.mark.parametrize("what", ["upload", "upload_status"])
def test_an_upload_of_somebody_else_is_not_there(client, upload, what):
    client.force_login(person(is_staff=True))
    assert client.get(address(upload, what)).status_code == 404


@pytest.mark.parametrize("what", ["upload_confirmation", "upload_removal", "upload_decisions"])
def test_somebody_else_can_neither_confirm_nor_change_an_upload(client, upload, what):
    client.force_login(person())
    assert client.post(address(upload, what), {"licence": "x", "attested": "on"}).status_code == 404
    assert Upload.objects.get().confirmed_at is None


def test_where_staff_approve_authors_others_are_told_so(client, instructor, settings):
    settings.APPROVED_AUTHORS_ONLY = True
    assert client.get(reverse("questions:uploads")).status_code == 403
    instructor.is_instructor = True
    instructor.save()
    assert client.get(reverse("questions:uploads")).status_code == 200


def test_a_preview_of_three_questions_costs_no_more_queries_than_one(client, upload, django_assert_max_num_queries):
    with django_assert_max_num_queries(14) as one:
        client.get(address(upload) + "?show=all")
    more = read(
        uploads.receive(
            upload.owner, [("a.txt", AIKEN), ("b.txt", FIRST.encode())], outline=upload.outline, title="More"
        )
    )
    with django_assert_max_num_queries(len(one)):
        client.get(address(more) + "?show=all")


TABLE = b"""\
Frage,Eins,Zwei,Drei,Gut
Which of these is a colour of the sea?,Blue,Loud,Warm,1
Which one is warm?,Ice,Sun,Rain,2
"""


def test_a_table_whose_columns_are_unknown_is_read_by_what_its_owner_says_and_so_is_the_next(
    client, instructor, outline
):
    send(client, outline, file(TABLE, "fragen.csv"))
    upload = instructor.uploads.get()
    working.go_on(upload.pk)
    assert upload.questions.count() == 0
    columns = reverse("questions:upload_mapping", args=[upload.pk, upload.files.get().pk])
    assert "Which column holds what?" in client.get(columns).content.decode()
    said = {"header_row": "1", "keys": "numbers from 1", "role-A": "stem", "role-B": "option", "role-C": "option"}
    said |= {"role-D": "option", "role-E": "key"}
    preview = client.post(columns, said, headers={"HX-Request": "true"}).content.decode()
    assert "<strong>2 questions</strong>" in preview
    client.post(columns, said)
    working.go_on(upload.pk)
    assert [each.draft["options"][0]["is_key"] for each in upload.questions.all()] == [True, False]
    again = read(uploads.receive(instructor, [("again.csv", TABLE)], outline=outline, title="Again"))
    assert again.questions.count() == 2


@pytest.mark.parametrize(
    "said", [{}, {"role-A": "nonsense"}, {"header_row": "x"}, {"role-A": "stem", "role-B": "stem"}]
)
def test_columns_that_say_too_little_are_refused_with_what_is_missing(client, instructor, outline, said):
    upload = read(uploads.receive(instructor, [("fragen.csv", TABLE)], outline=outline, title="Ours"))
    columns = reverse("questions:upload_mapping", args=[upload.pk, upload.files.get().pk])
    assert client.post(columns, said).status_code == 200
    assert upload.files.get().mapping is None


MOODLE = """<quiz><question type="multichoice"><name><text>Chart</text></name>
<questiontext format="html"><text><![CDATA[<p>What does the curve of this chart show about the error?
<img src="@@PLUGINFILE@@/curve.png" alt="A falling curve"></p>]]></text>
<file name="curve.png" encoding="base64">{picture}</file></questiontext><single>true</single>
<answer fraction="100"><text>It falls</text></answer><answer fraction="0"><text>It rises</text></answer>
</question></quiz>"""


def test_a_picture_is_seen_by_those_who_may_see_its_question_alone(client, instructor, outline):
    import base64

    encoded = io.BytesIO()
    Image.new("RGB", (4, 4), "teal").save(encoded, "PNG")
    content = MOODLE.format(picture=base64.b64encode(encoded.getvalue()).decode()).encode()
    upload = read(uploads.receive(instructor, [("chart.xml", content)], outline=outline, title="Charts"))
    staged = reverse("questions:staged_picture", args=[upload.pk, upload.files.get().pk, "curve.png"])
    assert staged in client.get(address(upload)).content.decode()
    assert client.get(staged).headers["Content-Type"] == "image/png"
    uploads.decide(upload.questions.all(), objective=str(outline.domains.first().objectives.first().pk))
    uploads.confirm(upload, licence="any", attested=True)
    question = uploads.store(upload).questions.get()
    kept = question.current.stem_html.split('src="')[1].split('"')[0]
    assert client.get(kept).status_code == 200
    client.force_login(person())
    assert (client.get(kept).status_code, client.get(staged).status_code) == (404, 404)


def test_questions_come_in_from_a_shell_too(tmp_path, outline, capsys):
    from django.core.management import CommandError, call_command

    (tmp_path / "bank.txt").write_bytes(AIKEN)
    call_command("import_questions", tmp_path, dry_run=True, json=True)
    (found,) = json.loads(capsys.readouterr().out)["files"]
    assert (found["format"], found["questions"], found["single"], found["multiple"]) == ("aiken", 2, 2, 0)
    assert found["drafts"][0]["options"][0] == {"text": "An object store", "correct": True, "rationale": ""}
    assert not Question.objects.filter(question_set__title="Ours").exists()
    call_command("import_questions", tmp_path, set="Ours", outline="MLS-C01")
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert Question.objects.filter(question_set__title="Ours").count() == 2
    (tmp_path / "broken.txt").write_bytes(b"Which?\nA. One\nANSWER: B\n")
    with pytest.raises(CommandError, match="Nothing was stored"):
        call_command("import_questions", tmp_path, set="Other", outline="MLS-C01")


def test_the_lint_looks_at_a_set_from_a_shell(upload, capsys):
    from django.core.management import CommandError, call_command

    uploads.confirm(upload, licence="any", attested=True)
    uploads.store(upload)
    call_command("lint_questions", set="Our bank", json=True)
    (found,) = json.loads(capsys.readouterr().out)["sets"]
    assert (found["questions"], {each["rule"] for each in found["findings"]}) == (
        2,
        {"no-rationale", "no-reference", "key-longest"},
    )
    with pytest.raises(CommandError, match="There is no set"):
        call_command("lint_questions", set="nothing")
