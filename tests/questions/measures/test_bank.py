"""What the bundled bank promises, measured."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

from questions import bundled
from questions.bundled_concepts import glossary
from questions.management.commands import bank_report
from questions.measures.figures import bank_figures
from questions.measures.shared import repeated
from tests.questions.formats.corpora import CORPORA, require_corpora


@pytest.fixture(scope="module")
def drafts():
    return [draft for folder in bundled.folders() for draft in bundled.read(folder).drafts]


@pytest.fixture(scope="module")
def figures(drafts):
    return bank_figures(drafts, glossary(), json.loads(bank_report.SOLVE.read_text()))


def test_the_pages_say_what_is_measured():
    call_command("bank_report", "--check", stdout=io.StringIO())


def test_pages_that_are_out_of_date_are_told(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError, match=r"bank\.json, bank\.md"):
        call_command("bank_report", "--check")
    call_command("bank_report", stdout=io.StringIO())
    call_command("bank_report", "--check", stdout=io.StringIO())


def test_every_option_has_its_rationale_and_no_question_is_there_twice(figures):
    assert figures.rationales_missing == 0
    assert figures.near_duplicates == []


def test_the_bank_fills_three_exams_that_share_no_question(figures):
    assert all(figures.by_domain[domain] >= places for domain, places in {"1": 39, "2": 48, "3": 69, "4": 39}.items())
    assert len(figures.by_objective) == 15
    assert min(figures.by_objective.values()) >= 8


def test_form_alone_finds_hardly_more_keys_than_chance(figures):
    assert figures.test_wise <= 0.33
    assert 0.1 <= figures.key_longest <= 0.4


def test_who_saw_no_key_answers_as_the_keys_say(figures):
    assert figures.blind.solved == figures.questions
    assert figures.blind.share >= 0.97
    assert figures.blind.unresolved == ()


def test_what_candidates_mix_up_has_cards_and_contrasts(figures):
    assert figures.concepts >= 110
    assert figures.contrasts >= 60


def test_difficulties_are_spread(figures):
    shares = {level: count / figures.questions for level, count in figures.by_difficulty.items()}
    assert shares == pytest.approx({1: 0.30, 2: 0.50, 3: 0.20}, abs=0.06)
    assert 0.15 <= figures.multiple_share <= 0.25


def test_no_stem_repeats_eight_words_of_a_public_question(drafts):
    require_corpora()
    stems = {draft.name: draft.stem for draft in drafts}
    texts = (path.read_text("utf-8", "ignore") for path in sorted(CORPORA.rglob("*")) if path.is_file())
    assert repeated(stems, texts) == {}


def test_keys_stand_in_every_place_equally_often(figures):
    assert figures.chi_squared < figures.chi_squared_limit


def test_keys_are_as_long_as_distractors(figures):
    assert 0.9 <= figures.key_length / figures.distractor_length <= 1.1
