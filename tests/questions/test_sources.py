"""The bank held against material that does not come with the project; skipped where it is not beside the checkout."""

import os
import re
from pathlib import Path

import pytest
from django.conf import settings

from questions import bundled

SHARED = settings.BASE_DIR.parent / "shared"
WORDS_IN_A_ROW = 8


@pytest.fixture(autouse=True)
def shared() -> Path:
    if not SHARED.is_dir():
        assert "REHEARSAL_REQUIRE_SHARED" not in os.environ, f"{SHARED} is missing"
        pytest.skip("the material is not here")
    return SHARED


@pytest.fixture(scope="module")
def exam() -> bundled.Exam:
    return bundled.read(bundled.BANK / "mls-c01")


def test_the_outline_has_the_domains_weights_and_task_statements_of_the_exam_guide(shared, exam):
    guide = (shared / "exam-outline-mls-c01.md").read_text()
    objectives = {code: title for domain in exam.outline["domains"] for code, title in domain["objectives"].items()}
    assert objectives == dict(re.findall(r"^### (\d\.\d) (.*?)\.?$", guide, re.M))
    weights = re.findall(r"^\| (\d) (.*?) \| (\d+)% \|$", guide, re.M)
    assert [(domain["code"], domain["title"]) for domain in exam.outline["domains"]] == [row[:2] for row in weights]
    assert exam.blueprint["weights"] == {code: int(weight) for code, _, weight in weights}


def test_no_stem_shares_eight_words_in_a_row_with_the_question_files_of_others(shared, exam):
    theirs = set()
    for path in (shared / "corpora").rglob("*"):
        if path.is_file():
            theirs |= runs(path.read_text(encoding="utf-8", errors="replace"))
    assert {draft.name for draft in exam.drafts if runs(draft.stem) & theirs} == set()


def runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[start : start + WORDS_IN_A_ROW]) for start in range(len(words) - WORDS_IN_A_ROW + 1)}
