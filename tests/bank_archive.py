"""The bundled questions as somebody would upload them: in one archive, since they are too many to come as files."""

from pathlib import Path
from zipfile import ZipFile

from questions.bundled import BANK


def packed(below: Path) -> Path:
    archive = below / "mls-c01.zip"
    with ZipFile(archive, "w") as package:
        for path in sorted((BANK / "mls-c01").glob("*/*.md")):
            package.write(path, path.relative_to(BANK))
    return archive
