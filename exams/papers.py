"""Drawing a paper for somebody: the shortlist from SQL, the choice from the pure part."""

import random
from dataclasses import dataclass, replace

from exams import shortlist
from exams.assembly import CannotDraw, Place, draw, option_order
from exams.models import Blueprint
from exams.shortlist import Source
from questions.models import Revision


@dataclass(frozen=True)
class Sheet:
    """One position of a drawn paper, ready to be pinned."""

    revision: int
    option_order: tuple[int, ...]
    choose: int
    scored: bool


def draw_places(blueprint: Blueprint, source: Source, *, seed: int) -> tuple[Place, ...]:
    """Draw the questions of a paper; raises CannotDraw with what is missing."""
    quotas = blueprint.quotas()
    pivot = random.Random(seed).randrange(shortlist.LOTS)
    entries = shortlist.read(blueprint, quotas, source, pivot=pivot)
    low, high = blueprint.multiple_share
    try:
        return draw(entries, quotas, shortlist.enemies_within(entries), multiple_share=(low, high), seed=seed)
    except CannotDraw as missing:
        titles = dict(blueprint.outline.domains.values_list("code", "title"))
        raise CannotDraw([replace(lack, domain=titles[lack.domain]) for lack in missing.shortages]) from missing


def draw_paper(blueprint: Blueprint, source: Source, *, seed: int) -> list[Sheet]:
    """Draw a paper and the order of each question's options; raises CannotDraw."""
    places = draw_places(blueprint, source, seed=seed)
    facts = {
        pk: (key, options, locked)
        for pk, key, options, locked in Revision.objects.filter(
            pk__in=[place.entry.revision for place in places]
        ).values_list("pk", "key", "options__len", "order_locked")
    }
    dice = random.Random(f"options of {seed}")
    sheets = []
    for place in places:
        key, options, locked = facts[place.entry.revision]
        order = option_order(options, locked=locked, chance=dice)
        sheets.append(Sheet(place.entry.revision, order, len(key), place.scored))
    return sheets
