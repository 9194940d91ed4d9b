import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from exams.models import Blueprint
from questions import bundled
from questions.bundled import BankErrors
from questions.models import EnemyPair, Question, QuestionSet, Revision
from tests import one_paper

FOLDER = bundled.BANK / "mls-c01"


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    """A copy of what the test database holds of the bundled exam, to be changed at will."""
    one_paper.folders(tmp_path)
    return tmp_path / FOLDER.name


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def load(folder: Path) -> None:
    call_command("load_bank", folder, verbosity=0)


@pytest.fixture(scope="module")
def drafts():
    return bundled.read(FOLDER).drafts


def test_the_bank_holds_a_full_exam_in_each_domain(drafts):
    domains = Counter(draft.objective[0] for draft in drafts)
    assert all(domains[code] >= places for code, places in {"1": 13, "2": 16, "3": 23, "4": 13}.items())


def test_the_bank_covers_every_task_statement(drafts):
    assert len({draft.objective for draft in drafts}) == 15


def test_multiple_response_questions_are_15_to_25_percent(drafts):
    assert 0.15 <= sum(draft.is_multiple for draft in drafts) / len(drafts) <= 0.25


def test_questions_have_the_number_of_options_of_the_real_exam(drafts):
    assert {len(draft.options) for draft in drafts if not draft.is_multiple} == {4}
    assert {len(draft.options) for draft in drafts if draft.is_multiple} <= {5, 6}


def test_every_option_says_why_in_25_to_90_words(drafts):
    lengths = {
        f"{draft.name}: {option.text}": len(option.rationale.split()) for draft in drafts for option in draft.options
    }
    assert {option: words for option, words in lengths.items() if not 25 <= words <= 90} == {}


def test_no_rationale_names_an_option_by_letter_or_place(drafts):
    by_place = re.compile(
        r"\b(option|answer|choice)s? [A-F]\b|\b(first|second|third|fourth|last|previous) (option|answer|choice)\b"
    )
    assert [draft.name for draft in drafts for option in draft.options if by_place.search(option.rationale)] == []


def test_the_keys_stand_in_every_place_as_written(drafts):
    places = Counter(draft.key[0] for draft in drafts if not draft.is_multiple)
    assert set(places) == {0, 1, 2, 3}
    assert max(places.values()) <= 2 * min(places.values())


def test_the_key_is_the_longest_option_no_more_often_than_chance_allows(drafts):
    single = [draft for draft in drafts if not draft.is_multiple]
    longest = [d for d in single if len(d.options[d.key[0]].text) > max(len(o.text) for o in d.options if not o.is_key)]
    assert len(longest) / len(single) <= 0.25


@pytest.mark.django_db
def test_loading_again_changes_nothing(bank):
    before = list(Revision.objects.order_by("pk").values_list("pk", "fingerprint"))
    load(bank)
    assert list(Revision.objects.order_by("pk").values_list("pk", "fingerprint")) == before


@pytest.mark.django_db
def test_an_edited_file_makes_a_new_revision_and_keeps_the_old(bank):
    path = next(bank.glob("1.1/*.md"))
    edit(path, "difficulty: ", "order: locked\ndifficulty: ")
    load(bank)
    question = Question.objects.get(name=path.stem)
    assert list(question.revisions.values_list("number", "order_locked")) == [(2, True), (1, False)]
    assert question.current.number == 2


@pytest.mark.django_db
def test_a_removed_file_retires_its_question_and_its_return_brings_it_back(bank):
    path = next(bank.glob("1.1/*.md"))
    text = path.read_text()
    path.unlink()
    load(bank)
    assert Question.objects.get(name=path.stem).retired_at
    path.write_text(text)
    load(bank)
    assert Question.objects.get(name=path.stem).retired_at is None


@pytest.mark.django_db
def test_a_question_that_somebody_retired_stays_retired_whatever_its_file_does(bank):
    path = next(bank.glob("1.1/*.md"))
    Question.objects.filter(name=path.stem).update(retired_at=timezone.now())
    load(bank)
    edit(path, "difficulty: ", "order: locked\ndifficulty: ")
    load(bank)
    text = path.read_text()
    path.unlink()
    load(bank)
    path.write_text(text)
    load(bank)
    question = Question.objects.select_related("current").get(name=path.stem)
    assert (question.retired_at is None, question.current.number) == (False, 2)


@pytest.mark.django_db
def test_a_set_that_was_closed_to_drawing_stays_closed(bank):
    QuestionSet.objects.update(open_to_draw=False)
    load(bank)
    assert not QuestionSet.objects.get().open_to_draw


@pytest.mark.django_db
def test_marked_enemies_and_near_twins_are_kept_apart(bank):
    first, second, third = sorted(bank.glob("1.1/*.md"))[:3]
    edit(first, "difficulty: ", f"enemies: [{second.stem}]\ndifficulty: ")
    twin = third.with_name("a-twin-of-the-third.md")
    twin.write_text(third.read_text())
    load(bank)
    pairs = {frozenset((pair.first.name, pair.second.name)): pair.reason for pair in EnemyPair.objects.all()}
    assert pairs == {frozenset((first.stem, second.stem)): "marked", frozenset((third.stem, twin.stem)): "similar"}


MISTAKES = {
    "has no key": ("1.1", "- [x]", "- [ ]"),
    "no task statement “9.9”": ("1.2", 'objective: "1.2"', 'objective: "9.9"'),
    "it belongs into that folder": ("1.3", 'objective: "1.3"', 'objective: "1.2"'),
    "names an enemy “nobody”": ("2.1", "difficulty: ", "enemies: [nobody]\ndifficulty: "),
}


@pytest.mark.django_db
@pytest.mark.parametrize("reason", MISTAKES)
def test_a_bank_with_a_mistake_names_file_and_reason_and_loads_nothing(bank, reason):
    objective, old, new = MISTAKES[reason]
    path = sorted(bank.glob(f"{objective}/*.md"))[0]
    other = sorted(bank.glob("4.4/*.md"))[0]
    edit(path, old, new)
    edit(other, "difficulty: ", "order: locked\ndifficulty: ")
    before = Revision.objects.count()
    with pytest.raises(CommandError, match=re.escape(f"{objective}/{path.name}")) as refused:
        load(bank)
    assert reason in str(refused.value)
    assert Revision.objects.count() == before


@pytest.mark.parametrize("place", ["stray.md", "1.1/other.markdown", "1.1/deeper/late-clickstream.md", "notes/.draft"])
def test_a_file_where_no_question_is_looked_for_is_named(bank, place):
    (bank / place).parent.mkdir(exist_ok=True)
    (bank / place).write_text("A question?")
    with pytest.raises(BankErrors, match="is not read") as refused:
        bundled.read(bank)
    assert [problem.where for problem in refused.value.problems] == [place]


def test_a_bank_without_a_question_is_refused(bank):
    for path in bank.glob("*/*.md"):
        path.unlink()
    with pytest.raises(BankErrors, match="mls-c01: holds no question"):
        bundled.read(bank)


def test_a_question_that_no_paper_of_its_exam_takes_is_named(bank):
    path = next(path for path in sorted(bank.glob("1.1/*.md")) if "(Choose" not in path.read_text())
    with path.open("a") as file:
        file.write("- [ ] One option more.\n  > It is one too many.\n")
    with pytest.raises(BankErrors, match="has 5 options, and no paper takes it") as refused:
        bundled.read(bank)
    assert [problem.where for problem in refused.value.problems] == [f"1.1/{path.name}"]


@pytest.mark.django_db
@pytest.mark.parametrize("mistake", [("title: Rehearsal's own", "titel: Changed"), ("scored: 50", "scored: 66")])
def test_of_two_folders_with_a_mistake_in_the_second_nothing_is_loaded(bank, tmp_path, mistake):
    second = Path(shutil.copytree(bank, tmp_path / "second"))
    edit(bank / "exam.yaml", "title: Rehearsal's own", "title: Changed")
    edit(second / "exam.yaml", *mistake)
    with pytest.raises(CommandError, match=r"second/exam\.yaml"):
        call_command("load_bank", bank, second, verbosity=0)
    assert QuestionSet.objects.get().title.startswith("Rehearsal's own")


@pytest.mark.django_db
def test_a_blueprint_without_a_solution_loads_nothing(bank):
    edit(bank / "exam.yaml", "scored: 50", "scored: 66")
    edit(bank / "exam.yaml", "title: Rehearsal's own", "title: Changed")
    with pytest.raises(CommandError, match="66 scored"):
        load(bank)
    assert Blueprint.objects.get(code="MLS-C01").scored == 50
    assert QuestionSet.objects.get().title.startswith("Rehearsal's own")


EXAM_MISTAKES = {
    "the set has no “licence”": ("  licence: MIT\n", ""),
    "the blueprint has a field “minuts” that the format does not know": ("minutes: 180", "minuts: 180"),
    "the blueprint has no “minutes”": ("minutes: 180", "minuts: 180"),
    "“minutes” of the blueprint must be a whole number": ("minutes: 180", "minutes: many"),
    "“domains” of the outline must be a list": (
        "title: Data Engineering\n      objectives:",
        "title: Data Engineering\n      objectives: [1.1]\n      others:",
    ),
    "outline and blueprint must have one code": ("outline:\n  code: MLS-C01", "outline:\n  code: MLS-C02"),
    "“weights” of the blueprint must name the domains": ('"4": 20}', '"5": 20}'),
    "the outline has the code “1.1” 2 times": ('"2.1":', '"1.1":'),
    "“title” of the set must be one line": ("title: Rehearsal's own", 'title: "\\0"  #'),
    "must consist of the blocks": ("\nset:", "\nsets:"),
    "cannot be read": ("valid_until: 2026-03-31", "valid_until: 2026-13-31"),
}


@pytest.mark.parametrize("reason", EXAM_MISTAKES)
def test_a_mistake_in_the_facts_of_an_exam_is_named(bank, reason):
    path = bank / "exam.yaml"
    edit(path, *EXAM_MISTAKES[reason])
    with pytest.raises(BankErrors, match=re.escape(reason)) as refused:
        bundled.read(bank)
    assert {problem.where for problem in refused.value.problems} == {"mls-c01/exam.yaml"}


def test_a_folder_without_its_facts_is_a_clear_error(tmp_path):
    with pytest.raises(BankErrors, match=r"exam\.yaml"):
        bundled.read(tmp_path)
