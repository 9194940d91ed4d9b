"""A paper to print: the form for who sits it, and apart from it the key sheet for who marks it."""

from string import ascii_uppercase
from typing import Any

from django.template.loader import render_to_string

from exams.models import Blueprint
from exams.papers import draw_paper
from exams.shortlist import source_of
from questions.models import Revision


def printed(blueprint: Blueprint, *, seed: int) -> tuple[str, str]:
    """Two HTML documents that stand alone, the paper and its key; raises CannotDraw."""
    sheets = draw_paper(blueprint, source_of(blueprint, None), seed=seed)
    revisions = Revision.objects.select_related("objective__domain", "question")
    known = revisions.in_bulk([sheet.revision for sheet in sheets])
    questions = [
        _question(position, known[sheet.revision], sheet.option_order, sheet.scored)
        for position, sheet in enumerate(sheets, 1)
    ]
    context = {"blueprint": blueprint, "seed": seed, "questions": questions}
    return render_to_string("exams/print/paper.html", context), render_to_string("exams/print/key.html", context)


def _question(position: int, revision: Revision, order: tuple[int, ...], scored: bool) -> dict[str, Any]:
    letters = {option: ascii_uppercase[shown] for shown, option in enumerate(order)}
    return {
        "position": position,
        "scored": scored,
        "revision": revision,
        "options": [(letters[option], revision.options_html[option]) for option in order],
        "key": ", ".join(sorted(letters[option] for option in revision.key)),
    }
