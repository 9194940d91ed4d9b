"""What the glossary tells beside an explanation."""

from questions.bundled_concepts import contrast_page, glossary
from scoring.pages.explained import Given, Told

# More tables than these tell nothing apart.
MOST_CONTRASTS = 2


def told(given: Given) -> Told:
    """The concepts that a question names, and the contrasts between the distractors that were chosen and the key."""
    book = glossary()
    concepts = [book.by_slug[slug] for slug in book.named_in("\n".join([*given.options, given.stem]))]
    mistakes = sorted({given.option_order[shown] for shown in given.chosen} - set(given.key))
    key = "\n".join(given.options[option] for option in given.key)
    contrasts = [each for option in mistakes for each in book.contrasts_for(given.options[option], key)]
    return Told(concepts, [contrast_page(each) for each in list(dict.fromkeys(contrasts))[:MOST_CONTRASTS]])
