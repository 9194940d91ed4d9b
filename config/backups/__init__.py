"""Backups: one file with everything that PostgreSQL holds, and the numbers by which a restored copy is checked."""

from .errors import CannotBackUp, CannotRestore
from .making import make
from .restoring import restore, try_out

__all__ = ["CannotBackUp", "CannotRestore", "make", "restore", "try_out"]
