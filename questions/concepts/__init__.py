"""Concept cards and contrasts of the bundled bank: text files in, a glossary out. docs/concepts.md has the format."""

from questions.concepts.cards import Card, Contrast, Section, Status
from questions.concepts.glossary import Glossary
from questions.concepts.reading import ConceptErrors, read

__all__ = ["Card", "ConceptErrors", "Contrast", "Glossary", "Section", "Status", "read"]
