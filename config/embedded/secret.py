"""Secrets that are made once and kept in a file of mode 0600."""

import os
import secrets
import tempfile
from pathlib import Path


def kept(path: Path) -> str:
    """Return the secret that the file holds, after making the file where there is none."""
    if not path.exists():
        _keep(path, secrets.token_urlsafe(48))
    return path.read_text()


def _keep(path: Path, secret: str) -> None:
    # Linked when complete: a reader never sees half a secret, and of two makers the first one wins.
    with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f"{path.name}.") as file:
        file.write(secret)
        file.flush()
        os.fsync(file.fileno())
        try:
            os.link(file.name, path)
        except FileExistsError:
            return
