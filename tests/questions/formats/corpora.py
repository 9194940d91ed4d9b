"""The question files of others, which do not come with the project, and what their manifest says of them."""

import csv
import os
from string import ascii_uppercase

import pytest
from django.conf import settings

from questions.drafts import Parsed
from questions.reading.source import Source

CORPORA = settings.BASE_DIR.parent / "shared" / "corpora"


def require_corpora() -> None:
    """Skip the test where the material is not there; fail where it must be."""
    if not CORPORA.is_dir():
        assert "REHEARSAL_REQUIRE_SHARED" not in os.environ, f"{CORPORA} is missing"
        pytest.skip("the material is not here")


def source(path: str) -> Source:
    require_corpora()
    return Source(path.rpartition("/")[2], (CORPORA / path).read_bytes())


def told(path: str) -> tuple[int, int, int]:
    """How many single, how many multiple questions the manifest tells of, and how many that are neither."""
    with (CORPORA / "MANIFEST.tsv").open(newline="") as manifest:
        [row] = [row for row in csv.DictReader(manifest, delimiter="\t") if row["path"] == path]
    single, multiple = int(row["n_single"]), int(row["n_multi"])
    return single, multiple, int(row["n_questions"]) - single - multiple


def found(parsed: Parsed) -> tuple[int, int, int]:
    multiple = sum(draft.is_multiple for draft in parsed.drafts)
    return len(parsed.drafts) - multiple, multiple, len(parsed.not_imported)


def keys(parsed: Parsed) -> str:
    """The keys' letters, question by question: “A BC D”."""
    return " ".join("".join(ascii_uppercase[index] for index in draft.key) for draft in parsed.drafts)
