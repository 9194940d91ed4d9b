"""Concept cards and contrasts of the bundled bank: text files in, a glossary out. docs/concepts.md has the format."""

from questions.concepts.cards import Card, CardPage, Contrast, ContrastPage, Section, Status
from questions.concepts.glossary import Glossary
from questions.concepts.reading import ConceptErrors, read

__all__ = ["Card", "CardPage", "ConceptErrors", "Contrast", "ContrastPage", "Glossary", "Section", "Status", "read"]
