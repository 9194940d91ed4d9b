"""What `make check` says about advisories, with a pip-audit of paper."""

import json
from pathlib import Path

import pytest

from tests import advisories

KNOWN = {
    "name": "pillow",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1", "2.0"]}, {"id": "PYSEC-2", "fix_versions": []}],
}


def python_that_says(folder: Path, words: str) -> Path:
    stand_in = folder / "python"
    stand_in.write_text(f"#!/bin/sh\ncat <<'END'\n{words}\nEND\nexit 1\n")
    stand_in.chmod(0o755)
    return stand_in


@pytest.mark.parametrize("words", ["", "ERROR: the service cannot be reached"])
def test_where_nobody_answers_nothing_was_looked_up(tmp_path, words):
    with pytest.raises(advisories.NotLookedUp, match="nobody who knows them"):
        advisories.ask(python_that_says(tmp_path, words), advisories.PINS / "run.txt")


def test_each_advisory_is_a_line_with_what_mends_it(tmp_path):
    answer = advisories.ask(python_that_says(tmp_path, json.dumps({"dependencies": [KNOWN]})), Path("run.txt"))
    assert [line for package in answer["dependencies"] for line in advisories.told(package)] == [
        "pillow 1.0: PYSEC-1, mended in 1.1, 2.0",
        "pillow 1.0: PYSEC-2, mended in no version yet",
    ]


def test_a_package_that_could_not_be_asked_about_is_none_to_warn_of():
    assert advisories.told({"name": "ours", "skip_reason": "not on an index"}) == []


def test_what_audits_is_pinned_apart_from_what_runs():
    run, dev = ((advisories.PINS / f"{name}.txt").read_text() for name in ("run", "dev"))
    assert "pip-audit==" in (advisories.PINS / "audit.txt").read_text()
    assert "defusedxml" not in run + dev
