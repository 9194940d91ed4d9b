"""The bundled exams with questions for one paper alone: every paper holds all of them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from questions import bundled

PLACES = {"1": 13, "2": 16, "3": 23, "4": 13}


def folders(below: Path) -> list[Path]:
    """Copies of the bundled exams, without the questions that are more than a paper needs."""
    copies = [Path(shutil.copytree(folder, below / folder.name)) for folder in bundled.folders()]
    for path in _superfluous(below / "mls-c01"):
        path.unlink()
    return copies


def _superfluous(exam: Path) -> Iterator[Path]:
    """All but the first of each task statement in turn, until a domain's places are full."""
    for domain, places in PLACES.items():
        in_turn = [
            (turn, path)
            for statement in sorted(exam.glob(f"{domain}.*"))
            for turn, path in enumerate(sorted(statement.glob("*.md")))
        ]
        yield from (path for _, path in sorted(in_turn)[places:])
