"""The glossary that comes with Rehearsal, read once per process."""

from functools import cache

from questions import concepts
from questions.bundled import BANK


@cache
def glossary() -> concepts.Glossary:
    """All cards and contrasts; raises ConceptErrors, which a test of the bank keeps from happening."""
    return concepts.read(BANK / "concepts")
