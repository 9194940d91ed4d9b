"""The glossary that comes with Rehearsal, read and rendered once per process."""

from functools import cache

from questions import concepts
from questions.bundled import BANK
from questions.concepts import CardPage, Contrast, ContrastPage, Glossary
from questions.markup import to_html, to_inline_html


@cache
def glossary() -> Glossary:
    """All cards and contrasts; raises ConceptErrors, which a test of the bank keeps from happening."""
    return concepts.read(BANK / "concepts")


@cache
def card_page(slug: str) -> CardPage:
    """A card of the glossary, rendered; raises KeyError."""
    card = glossary().by_slug[slug]
    sections = tuple((section.heading, to_html(section.text)) for section in card.sections)
    return CardPage(card, to_html(card.what), sections)


@cache
def contrast_page(contrast: Contrast) -> ContrastPage:
    """A contrast of the glossary, rendered."""
    first, second = (glossary().by_slug[slug] for slug in contrast.between)
    rows = tuple(tuple(map(to_inline_html, row)) for row in contrast.rows)
    return ContrastPage((first, second), rows, to_html(contrast.closing), contrast.checked_on, contrast.verified)
