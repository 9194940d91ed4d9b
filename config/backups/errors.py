"""The ways in which a backup or its return says no, in words for the person at the terminal."""


class CannotBackUp(Exception):
    """There is no backup, and why."""


class CannotRestore(Exception):
    """The database is as it was, and why."""


class NoProgram(Exception):
    """A program of PostgreSQL's is not there, or too old."""
