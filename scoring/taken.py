"""Stored responses, rulings and scales, as the pure modules take them."""

from collections import defaultdict
from collections.abc import Iterable

from exams.models import Attempt, Blueprint, Response
from exams.palette import state
from scoring.marking import Sat
from scoring.models import Ruling
from scoring.rules import Ruled, RulingKind, Scale

OBJECTIVE = "revision__objective__domain"
MARKED = ("revision__key", "revision__objective__code", f"{OBJECTIVE}__code")


def paper(attempt: Attempt) -> list[Response]:
    """The responses of an attempt in their order, with as much of their revisions as marking reads: not their texts."""
    own = [field.name for field in Response._meta.concrete_fields]
    return list(attempt.responses.select_related(OBJECTIVE).only(*own, *MARKED).order_by("position"))


def sat(response: Response, chosen: Iterable[int] | None = None) -> Sat:
    """A response with options as the revision numbers them; `chosen`, as shown, replaces its own choice."""
    shown = response.chosen if chosen is None else list(chosen)
    order, first, objective = response.option_order, response.first_chosen, response.revision.objective
    return Sat(
        position=response.position,
        revision=response.revision_id,
        domain=objective.domain.code,
        objective=objective.code,
        scored=response.scored,
        key=frozenset(response.revision.key),
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
