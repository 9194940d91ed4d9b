"""All cards and contrasts, and which of them a text names."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from questions.concepts.cards import Card, Contrast

WORD = re.compile(r"[\w./@+-]*\w")
Words = tuple[str, ...]


@dataclass(frozen=True)
class Glossary:
    """Cards in the order of their titles, and the contrasts between them; their domains are an outline's."""

    outline: str
    cards: tuple[Card, ...]
    contrasts: tuple[Contrast, ...]

    @cached_property
    def by_slug(self) -> dict[str, Card]:
        return {card.slug: card for card in self.cards}

    @cached_property
    def between(self) -> dict[frozenset[str], Contrast]:
        return {frozenset(contrast.between): contrast for contrast in self.contrasts}

    def of_domain(self, domain: str) -> list[Card]:
        return [card for card in self.cards if card.domain == domain]

    def contrasts_of(self, slug: str) -> list[Contrast]:
        return [contrast for contrast in self.contrasts if slug in contrast.between]

    def search(self, text: str) -> list[Card]:
        """Cards that hold every word of a search: those that have them in a name first."""
        words = text.casefold().split()
        found = [card for card in self.cards if all(word in _said(card) for word in words)]
        return sorted(found, key=lambda card: not all(word in " ".join(card.names).casefold() for word in words))

    def named_in(self, text: str) -> list[str]:
        """The slugs of the cards that a text names, in the order of their first mention; longer names win."""
        words = [match[0] for match in WORD.finditer(text)]
        return list(dict.fromkeys(self._named(words)))

    def contrasts_for(self, chosen: str, key: str) -> list[Contrast]:
        """The contrasts between what a chosen option names and what the key names, and not the other."""
        mine, right = set(self.named_in(chosen)), set(self.named_in(key))
        pairs = product(sorted(mine - right), sorted(right - mine))
        return [self.between[pair] for pair in map(frozenset, pairs) if pair in self.between]

    def _named(self, words: list[str]) -> Iterator[str]:
        at = 0
        while at < len(words):
            slug, length = self._longest(words, at)
            if slug:
                yield slug
            at += length

    def _longest(self, words: list[str], at: int) -> tuple[str, int]:
        for name, folded, slug in self._names.get(words[at].casefold(), ()):
            said = tuple(words[at : at + len(name)])
            if said == name or (folded and tuple(word.casefold() for word in said) == folded):
                return slug, len(name)
        return "", 1

    @cached_property
    def _names(self) -> dict[str, list[tuple[Words, Words, str]]]:
        """By first word: names as words, folded where case does not matter, and whose they are; the longest first."""
        found: dict[str, list[tuple[Words, Words, str]]] = defaultdict(list)
        for card, name in _all_names(self.cards):
            words = tuple(WORD.findall(name))
            folded = tuple(word.casefold() for word in words) if card.is_idea else ()
            found[words[0].casefold()].append((words, folded, card.slug))
        return {first: sorted(names, key=lambda name: -len(name[0])) for first, names in found.items()}


def _all_names(cards: Iterable[Card]) -> Iterator[tuple[Card, str]]:
    return ((card, name) for card in cards for name in card.names)


def _said(card: Card) -> str:
    return " ".join((*card.names, card.what, *(section.text for section in card.sections))).casefold()
