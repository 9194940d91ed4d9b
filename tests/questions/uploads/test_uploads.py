"""From files to a set: staged, read, decided, confirmed, stored; all that was chosen or nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from people.models import User
from questions import uploads
from questions.models import Outline, Question, QuestionSet, StagedQuestion, Upload, UploadedFile
from questions.uploads import progress, working
from tests.factories import person

pytestmark = pytest.mark.django_db

FIRST = """\
Which store keeps the objects of a data lake at the lowest price for ten years, without servers?
A. An object store
B. A block volume
C. A cache in memory
D. A relational database
ANSWER: A
"""
SECOND = """\
Ages are missing in a tenth of the rows of a table, at random. How should the analyst impute the missing values?
A. By the median of the known values
B. By a random label
C. By the name of the column
D. By the largest row number
ANSWER: A
"""
AIKEN = f"{FIRST}\n{SECOND}".encode()


@pytest.fixture
def instructor() -> User:
    return person()


@pytest.fixture
def outline() -> Outline:
    return Outline.objects.get(code="MLS-C01")


@pytest.fixture
def upload(instructor, outline) -> Upload:
    return read(uploads.receive(instructor, [("bank.txt", AIKEN)], outline=outline, title="Our bank"))


def read(received: Upload) -> Upload:
    uploads.read(received)
    uploads.compare(received)
    # As the worker does when it has done its work.
    progress.forget(received.pk)
    received.refresh_from_db()
    return received


def stored(upload: Upload) -> QuestionSet:
    uploads.confirm(upload, licence="CC BY 4.0", attested=True)
    question_set = uploads.store(upload)
    assert question_set
    return question_set


def again(upload: Upload, content: bytes = AIKEN, **facts) -> Upload:
    facts = facts or {"question_set": upload.question_set}
    return read(uploads.receive(upload.owner, [("again.txt", content)], outline=upload.outline, **facts))


def test_nothing_enters_the_bank_before_it_is_confirmed(upload):
    assert upload.questions.count() == 2
    assert upload.stage == "ready"
    assert not Question.objects.filter(question_set__owner=upload.owner).exists()
    assert not QuestionSet.objects.filter(owner=upload.owner).exists()


def test_what_was_chosen_is_stored_with_its_key_its_author_and_the_licence(upload, instructor):
    question_set = stored(upload)
    assert (question_set.title, question_set.owner, question_set.licence) == ("Our bank", instructor, "CC BY 4.0")
    first, second = question_set.questions.order_by("pk").select_related("current")
    assert [first.current.options[place] for place in first.current.key] == ["An object store"]
    assert first.current.made_by == instructor
    assert first.name == "which-store-keeps-the-objects-of-a-data"
    assert second.objective.code.startswith("2.")
    assert (question_set.open_to_draw, question_set.open_to_read) == (False, False)


def test_confirming_and_storing_twice_changes_nothing(upload):
    stored(upload)
    uploads.confirm(upload, licence="other", attested=True)
    uploads.store(upload)
    assert Question.objects.filter(question_set__owner=upload.owner).count() == 2


def test_the_same_file_again_changes_nothing(upload):
    question_set = stored(upload)
    second = again(Upload.objects.get(pk=upload.pk))
    assert [(each.decision, each.likeness) for each in second.questions.all()] == [("skip", 1.0)] * 2
    with pytest.raises(uploads.NotReady, match="No question is chosen"):
        uploads.confirm(second, licence="any", attested=True)
    assert question_set.questions.count() == 2


def test_the_same_question_twice_in_one_file_is_left_out_once(instructor, outline):
    received = uploads.receive(instructor, [("a.txt", AIKEN), ("b.txt", FIRST.encode())], outline=outline, title="Ours")
    assert [(each.decision, each.twin_number) for each in read(received).questions.all()] == [
        ("add", None),
        ("add", None),
        ("skip", 1),
    ]


def test_a_near_twin_is_shown_and_kept_unless_the_owner_says_otherwise(upload):
    stored(upload)
    near = FIRST.replace("for ten years", "for twenty years").replace("Which store", "Tell which store")
    long_tail = " It has a thousand sensors, a small team, and neither time nor wish to look after any of the machines."
    second = again(Upload.objects.get(pk=upload.pk), near.encode())
    (each,) = second.questions.all()
    assert each.decision == "add"
    assert each.twin is None or each.likeness > 0.85
    stored(again(upload, FIRST.replace("servers?", f"servers?{long_tail}").encode(), title="Second"))
    third = again(upload, FIRST.replace("servers?", f"servers?{long_tail} Today.").encode(), title="Third")
    (each,) = third.questions.all()
    assert (each.decision, each.likeness > 0.85, each.twin.question_set.title) == ("add", True, "Second")


def test_a_new_revision_of_a_twin_keeps_the_question(upload):
    question_set = stored(upload)
    changed = FIRST.replace("D. A relational database", "D. A graph database").encode()
    second = again(Upload.objects.get(pk=upload.pk), changed)
    twin = question_set.questions.get(name="which-store-keeps-the-objects-of-a-data")
    second.questions.update(twin=twin, decision=StagedQuestion.Decision.REPLACE)
    stored(second)
    twin.refresh_from_db()
    assert (question_set.questions.count(), twin.current.number, twin.current.options[3]) == (2, 2, "A graph database")


def test_two_new_revisions_of_one_question_hold_the_confirmation_up(upload):
    question_set = stored(upload)
    changed = [FIRST.replace("D. A relational", f"D. A {kind}") for kind in ("graph", "time series")]
    second = again(Upload.objects.get(pk=upload.pk), "\n".join((*changed, SECOND)).encode())
    twin = question_set.questions.get(name="which-store-keeps-the-objects-of-a-data")
    second.questions.filter(number__lt=3).update(twin=twin, decision=StagedQuestion.Decision.REPLACE)
    with pytest.raises(uploads.NotReady, match="new revision of one question: 1 and 2"):
        uploads.confirm(second, licence="any", attested=True)
    uploads.decide(second.questions.filter(number=2), decision="skip")
    stored(second)
    assert [each.number for each in twin.revisions.order_by("number")] == [1, 2]


def test_a_twin_in_a_set_of_somebody_else_is_neither_shown_nor_replaced(upload, outline):
    stored(upload)
    stranger = read(uploads.receive(person(), [("bank.txt", AIKEN)], outline=outline, title="Theirs"))
    assert {(each.twin_id, each.decision) for each in stranger.questions.all()} == {(None, "add")}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"attested": False}, "you wrote these questions"),
        ({"licence": "  "}, "licence"),
    ],
)
def test_without_attestation_or_licence_nothing_is_stored(upload, change, words):
    with pytest.raises(uploads.NotReady, match=words):
        uploads.confirm(upload, **{"licence": "any", "attested": True, **change})
    assert uploads.store(upload) is None


def test_a_question_without_a_task_statement_holds_the_confirmation_up(upload):
    upload.questions.filter(number=2).update(objective=None)
    with pytest.raises(uploads.NotReady, match="1 of 2 questions have no task statement"):
        uploads.confirm(upload, licence="any", attested=True)
    uploads.decide(upload.questions.filter(number=2), decision="skip")
    assert stored(upload).questions.count() == 1


def test_a_failure_in_the_middle_of_storing_stores_nothing(upload, monkeypatch):
    uploads.confirm(upload, licence="any", attested=True)
    monkeypatch.setattr("questions.revisions.near_duplicates", lambda texts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        working.go_on(upload.pk)
    upload.refresh_from_db()
    assert (upload.stage, upload.confirmed_at) == ("failed", None)
    assert not QuestionSet.objects.filter(owner=upload.owner).exists()


def test_a_suggested_task_statement_says_why_and_one_that_is_chosen_does_not(upload):
    suggested = upload.questions.get(number=2)
    assert suggested.suggestion.startswith("because of “")
    chosen = upload.outline.domains.get(code="4").objectives.get(code="4.1")
    uploads.decide(upload.questions.filter(number=2), objective=str(chosen.pk))
    suggested.refresh_from_db()
    assert (suggested.objective, suggested.suggestion) == (chosen, "")


def test_a_task_statement_of_another_outline_is_no_choice(upload):
    other = Outline.objects.create(code="OTHER", title="Other")
    strange = other.domains.create(code="1", title="One").objectives.create(code="1.1", title="One")
    before = upload.questions.get(number=1).objective
    uploads.decide(upload.questions.all(), objective=str(strange.pk), decision="nonsense")
    assert upload.questions.get(number=1).objective == before


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "nothing in it"),
        ([("empty.txt", b" \n")], "nothing in it"),
        ([("a.txt", b"x")] * 201, "more than 200 files"),
        ([("large.txt", b"x" * (20 * 1024 * 1024 + 1))], "larger than 20 MB"),
    ],
)
def test_nothing_and_too_much_are_refused(instructor, outline, files, words):
    with pytest.raises(uploads.Refused, match=words):
        uploads.receive(instructor, files, outline=outline, title="Ours")


def test_a_file_in_no_known_format_is_a_problem_that_names_the_known_ones(instructor, outline):
    received = read(uploads.receive(instructor, [("photo.bin", bytes(range(256)))], outline=outline, title="Ours"))
    (problem,) = received.files.get().problems
    assert problem["where"] == "photo.bin"
    assert "Aiken" in problem["message"]


def test_an_upload_whose_task_was_lost_is_found_after_two_minutes(instructor, outline):
    received = uploads.receive(instructor, [("bank.txt", AIKEN)], outline=outline, title="Ours")
    Upload.objects.update(created_at=timezone.now() - timedelta(seconds=119))
    assert not working.lost().exists()
    Upload.objects.update(created_at=timezone.now() - timedelta(seconds=121))
    assert working.lost().get() == received
    working.go_on(received.pk)
    received.refresh_from_db()
    assert received.stage == "ready"
    assert not working.lost().exists()


def test_what_is_confirmed_while_a_worker_is_at_it_is_stored_by_the_same_worker(instructor, outline, monkeypatch):
    received = uploads.receive(instructor, [("bank.txt", AIKEN)], outline=outline, title="Ours")

    def compare_and_be_confirmed(upload):
        uploads.compare(upload)
        uploads.confirm(upload, licence="any", attested=True)
        working.go_on(upload.pk)
        assert Upload.objects.get().stored_at is None

    monkeypatch.setattr(working, "compare", compare_and_be_confirmed)
    working.go_on(received.pk)
    assert Upload.objects.get().stage == "stored"


def test_whoever_waits_asks_again_at_most_every_few_seconds_and_not_while_a_worker_is_at_it(upload):
    assert [progress.may_ask_again(upload.pk) for _ in range(3)] == [True, False, False]
    progress.tell(-1, "Reading")
    assert not progress.may_ask_again(-1)
    progress.forget(-1)
    assert progress.may_ask_again(-1)


def test_what_the_lint_says_to_all_questions_together_stands_on_the_upload(instructor, outline):
    questions = "".join(
        f"Which of these is the right one in case number {number} of all cases?\n"
        f"A. No\nB. Nay\nC. Not\nD. Yes {number}\nANSWER: D\n\n"
        for number in range(30)
    )
    received = read(uploads.receive(instructor, [("bank.txt", questions.encode())], outline=outline, title="Ours"))
    assert any("the key stands 0, 0, 0, 30 times" in finding for finding in received.findings)


def test_a_confirmed_upload_that_was_never_stored_is_found_after_two_minutes(upload):
    uploads.confirm(upload, licence="any", attested=True)
    Upload.objects.update(created_at=timezone.now() - timedelta(hours=1))
    assert not working.lost().exists()
    Upload.objects.update(confirmed_at=timezone.now() - timedelta(seconds=121))
    assert working.lost().get() == upload


def test_an_upload_that_cost_three_workers_their_lives_is_given_up(instructor, outline):
    received = uploads.receive(instructor, [("bank.txt", AIKEN)], outline=outline, title="Ours")
    Upload.objects.update(tries=3)
    working.go_on(received.pk)
    received.refresh_from_db()
    assert (received.stage, received.failure, received.questions.count()) == ("failed", working.NEVER_ENDED, 0)
    uploads.read_as(received.files.get(), "aiken")
    working.go_on(received.pk)
    received.refresh_from_db()
    assert (received.stage, received.tries) == ("ready", 1)


def test_the_page_is_told_how_much_of_all_files_is_read_and_then_compared(instructor, outline, monkeypatch):
    told = []
    monkeypatch.setattr(progress.cache, "set", lambda key, facts, seconds: told.append(tuple(facts.values())))
    received = uploads.receive(instructor, [("a.txt", AIKEN), ("b.txt", AIKEN)], outline=outline, title="Ours")
    working.go_on(received.pk)
    assert told == [
        ("Reading", 0),
        ("Reading a.txt", 0),
        ("Checking question 1 of 2 in a.txt", 10),
        ("Reading b.txt", 50),
        ("Checking question 1 of 2 in b.txt", 60),
        ("Looking for near-duplicates", 0),
        ("Looking for near-duplicates", 0),
    ]


def test_what_was_told_is_forgotten_when_no_worker_can_be_at_it_any_more(upload):
    progress.tell(upload.pk, "Reading", 0.5)
    assert progress.told(upload.pk) == progress.Told("Reading", 50)
    assert working.LOST_AFTER.total_seconds() >= progress.LASTS_SECONDS


def test_another_format_that_is_chosen_while_a_worker_reads_is_what_counts(upload, monkeypatch):
    Upload.objects.update(read_at=None)
    file = upload.files.get()
    monkeypatch.setattr(progress, "tell", lambda *told: UploadedFile.objects.update(chosen_format="gift"))
    uploads.read(upload)
    upload.refresh_from_db()
    assert upload.read_at is None
    uploads.read(upload)
    file.refresh_from_db()
    assert (file.format, upload.questions.count()) == ("gift", 0)


def test_an_upload_that_is_thrown_away_while_a_worker_reads_is_gone(instructor, outline, monkeypatch):
    received = uploads.receive(instructor, [("bank.txt", AIKEN)], outline=outline, title="Ours")
    monkeypatch.setattr(progress, "tell", lambda *told: Upload.objects.filter(pk=received.pk).delete())
    working.go_on(received.pk)
    assert not Upload.objects.exists()


def test_a_decision_that_is_made_while_a_worker_compares_stays(instructor, outline, monkeypatch):
    tail = " It has a thousand sensors, a small team, and neither time nor wish to look after any of the machines."
    near = [FIRST.replace("servers?", f"servers?{tail}{end}") for end in ("", " Now.")]
    files = [("bank.txt", "\n".join(near).encode())]
    received = uploads.receive(instructor, files, outline=outline, title="Ours")
    uploads.read(received)
    monkeypatch.setattr(progress, "tell", lambda *told: uploads.decide(received.questions.all(), decision="skip"))
    uploads.compare(received)
    assert [(each.decision, each.twin_number) for each in received.questions.all()] == [("skip", None), ("skip", 1)]


def test_a_worker_that_comes_second_changes_nothing(upload):
    uploads.decide(upload.questions.all(), decision="skip")
    uploads.read(upload)
    assert {each.decision for each in upload.questions.all()} == {"skip"}


def test_what_is_never_confirmed_goes_after_seven_days(upload):
    Upload.objects.update(created_at=timezone.now() - timedelta(days=6, hours=23))
    uploads.remove_old()
    assert Upload.objects.exists()
    Upload.objects.update(created_at=timezone.now() - timedelta(days=7, hours=1))
    uploads.remove_old()
    assert not Upload.objects.exists()


def test_near_twins_that_came_by_uploads_never_stand_on_one_paper(upload):
    tail = " It has a thousand sensors, a small team, and neither time nor wish to look after any of the machines."
    first = stored(again(upload, FIRST.replace("servers?", f"servers?{tail}").encode(), title="First"))
    second = stored(again(upload, FIRST.replace("servers?", f"servers?{tail} Now.").encode(), title="Second"))
    from questions.models import EnemyPair

    pair = sorted([first.questions.get().pk, second.questions.get().pk])
    assert EnemyPair.objects.filter(first=pair[0], second=pair[1], reason="similar").exists()
