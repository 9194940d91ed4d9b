"""Stored responses, rulings and scales, as the pure modules take them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F

from exams.models import Attempt, Blueprint
from exams.palette import state
from scoring.marking import Sat
from scoring.models import Ruling
from scoring.rules import Ruled, RulingKind, Scale

# As much of a revision as marking reads: no texts, and no objects.
MARKED = {
    "key": F("revision__key"),
    "objective_code": F("revision__objective__code"),
    "domain_code": F("revision__objective__domain__code"),
}


def paper(attempt: Attempt) -> list[Any]:
    """The responses of an attempt in their order, annotated with the keys and codes of their revisions."""
    return list(attempt.responses.annotate(**MARKED).order_by("position"))


def sat(response: Any, chosen: Iterable[int] | None = None) -> Sat:
    """A response of `paper` with options as its revision numbers them; `chosen`, as shown, replaces its own choice."""
    shown = response.chosen if chosen is None else list(chosen)
    order, first = response.option_order, response.first_chosen
    return Sat(
        position=response.position,
        revision=response.revision_id,
        domain=response.domain_code,
        objective=response.objective_code,
        scored=response.scored,
        key=frozenset(response.key),
        chosen=frozenset(order[option] for option in shown),
        first_chosen=first if first is None else frozenset(order[option] for option in first),
        flagged=response.flagged,
        seconds=response.seconds,
        state=state(choose=response.choose, chosen=len(shown), seconds=response.seconds, counter=response.counter),
    )


def rulings_on(revisions: Iterable[int], up_to: int) -> dict[int, list[Ruled]]:
    """Rulings by revision, in their order, up to a number."""
    found: dict[int, list[Ruled]] = defaultdict(list)
    for ruling in Ruling.objects.filter(revision__in=revisions, number__lte=up_to).order_by("number"):
        found[ruling.revision_id].append(Ruled(RulingKind(ruling.kind), frozenset(ruling.options)))
    return found


def scale(blueprint: Blueprint) -> Scale:
    return Scale(blueprint.scale_min, blueprint.scale_max, blueprint.pass_scaled)
