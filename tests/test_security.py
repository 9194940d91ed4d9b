"""docs/security.md: each requirement of ASVS 5.0.0 up to level 2, once, by tests that are there; and true figures."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from people import pace

ROOT = settings.BASE_DIR
TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (V\d+\.\d+\.\d+) \| (met|n/a|open) \| (.+) \|$", TEXT, re.MULTILINE)
NAMED = sorted(set(re.findall(r"`((?:[a-z_]+/)*test_\w+\.py)(?:::(\w+))?`", TEXT)))
# How many requirements each section has up to level 2; those of level 3 stand last in it.
SECTIONS = {
    "1": [2, 9, 11, 3, 2], "2": [3, 3, 4, 1], "3": [0, 2, 4, 6, 5, 0, 2], "4": [3, 1, 2, 4], "5": [1, 3, 2, 3],
    "6": [3, 12, 4, 4, 5, 3, 0, 4], "7": [3, 4, 2, 5, 2, 2], "8": [2, 3, 1, 1], "9": [3, 4],
    "10": [2, 2, 4, 11, 5, 2, 3], "11": [2, 3, 3, 4, 1, 1], "12": [3, 2, 4], "13": [1, 5, 2, 5], "14": [2, 4, 3],
    "15": [3, 3, 7], "16": [1, 5, 4, 3, 3], "17": [1, 4, 2],
}  # fmt: skip


def test_every_requirement_up_to_level_2_has_one_row():
    asked = [
        f"V{chapter}.{section}.{number}"
        for chapter, counts in SECTIONS.items()
        for section, count in enumerate(counts, 1)
        for number in range(1, count + 1)
    ]
    assert [number for number, _, _ in ROWS] == asked


def test_the_sum_is_right():
    counts = Counter(verdict for _, verdict, _ in ROWS)
    met, not_applicable, still_open = counts["met"], counts["n/a"], counts["open"]
    said = f"Of {len(ROWS)} requirements {met} are met, {not_applicable} do not apply, {still_open} are open."
    assert said in TEXT


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_each_test_that_is_named_is_there(file, test):
    path: Path = ROOT / "tests" / file
    names = {part.name for part in ast.walk(ast.parse(path.read_text())) if isinstance(part, ast.FunctionDef)}
    assert not test or test in names


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("starts", pace.STARTS),
        ("uploads", pace.UPLOADS),
        ("new groups", pace.GROUPS),
        ("remarks and challenges", pace.WORDS),
        ("wrong codes of invitations", pace.WRONG_CODES),
    ],
)
def test_the_limits_are_those_of_the_code(row, told):
    length = {600: "in 10 minutes", 3600: "an hour"}[told.seconds]
    assert f"| {row} | {told.most} {length} |" in TEXT
