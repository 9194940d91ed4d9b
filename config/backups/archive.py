"""The file of a backup: a ZIP archive with PostgreSQL's dump and a manifest, so that other tools read it as well."""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from .errors import CannotRestore

DUMP, MANIFEST = "database.dump", "manifest.json"
FORMAT = 1
AT_ONCE = 1024 * 1024


class Writer:
    """Writes a backup: the dump first, while its checksum is taken, and then the manifest that names it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._digest = hashlib.sha256()

    def store_dump(self, stream: IO[bytes]) -> None:
        """Store the dump, of whatever length."""
        with self._archive.open(DUMP, "w", force_zip64=True) as stored:
            while part := stream.read(AT_ONCE):
                self._digest.update(part)
                stored.write(part)

    def store_manifest(self, facts: dict[str, Any]) -> None:
        """Store what is known about the dump."""
        manifest = {"format": FORMAT, **facts, "sha256": self._digest.hexdigest()}
        self._archive.writestr(MANIFEST, json.dumps(manifest, indent=1))


@contextmanager
def written(path: Path) -> Iterator[Writer]:
    """Write a backup for its owner's eyes; under its name it is complete and on the disk, or not there."""
    draft = path.with_name(f"{path.name}.unfinished")
    try:
        with os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600), "w+b") as file:
            # PostgreSQL has compressed it.
            with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                yield Writer(archive)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


class Backup:
    """A backup that is complete, and not damaged."""

    def __init__(self, path: Path) -> None:
        """Read it once; raise CannotRestore where it is none, or not the one that was written."""
        self._path = path
        try:
            with zipfile.ZipFile(path) as archive:
                self.manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
                with archive.open(DUMP) as dump:
                    digest = hashlib.file_digest(dump, "sha256").hexdigest()  # type: ignore[arg-type]
        except OSError as error:
            raise CannotRestore(f"{path} cannot be read: {error.strerror or error}.") from error
        except (zipfile.BadZipFile, KeyError, ValueError) as error:
            raise CannotRestore(f"{path} is no backup, or was cut short or damaged on its way.") from error
        if self.manifest.get("format") != FORMAT:
            raise CannotRestore(
                f"{path} was written by another version of Rehearsal, in a format that is unknown here."
            )
        if self.manifest["sha256"] != digest:
            raise CannotRestore(f"{path} is damaged: its dump is not the one that the manifest names.")

    @contextmanager
    def dump(self) -> Iterator[IO[bytes]]:
        """Open the dump."""
        with zipfile.ZipFile(self._path) as archive, archive.open(DUMP) as dump:
            yield dump
