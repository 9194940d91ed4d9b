"""Verbs on blueprints."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from exams.models import Blueprint
from people.models import User
from questions import outlines
from questions.formats.exam_facts import BLOCKS
from questions.models import Outline, QuestionSet

FACTS = [name for name in BLOCKS["blueprint"] if name != "sets"]
TAKEN = "An exam with the code {} exists already; give yours another."


def store(facts: dict[str, Any]) -> Blueprint:
    """Bring a blueprint up to date from a bank's file.

    Raises ValidationError where its numbers allow no paper, or would change the reports of attempts that were sat.
    """
    code = facts["code"]
    blueprint = Blueprint.objects.filter(code=code, owner=None).first() or Blueprint(code=code)
    for name, value in facts.items():
        setattr(blueprint, name, value)
    blueprint.is_bundled = True
    blueprint.outline = Outline.objects.get(code=code)
    blueprint.full_clean()
    blueprint.save()
    return blueprint


def write(
    person: User,
    exam: dict[str, Any],
    *,
    blueprint: Blueprint | None = None,
    sets: Collection[QuestionSet] | None = None,
    open_to_sit: bool | None = None,
) -> Blueprint:
    """Make a person's exam from facts as exam.yaml has them, with its outline where that is new, or change theirs.

    `sets` replaces the names in the facts. Raises ValidationError with the reasons, and then nothing has changed.
    """
    facts = exam["blueprint"]
    found = blueprint or person.blueprints.filter(code=facts["code"]).first()
    written = found or Blueprint(owner=person, open_to_sit=False)
    try:
        with transaction.atomic():
            written.outline = outlines.settle(exam["outline"], person)
            for name in FACTS:
                setattr(written, name, facts[name] if name in facts else _default(name))
            written.open_to_sit = written.open_to_sit if open_to_sit is None else open_to_sit
            feeding = _named(facts.get("sets", ()), person) if sets is None else sets
            _refuse_strangers(feeding, written.outline)
            written.full_clean()
            written.save()
            written.sets.set(feeding)
    except outlines.CannotChange as reason:
        raise ValidationError(str(reason)) from reason
    except IntegrityError as error:
        raise ValidationError({"code": TAKEN.format(facts["code"])}) from error
    return written


def _default(name: str) -> Any:
    field: Any = Blueprint._meta.get_field(name)
    return field.get_default()


def feeding_sets(person: User) -> QuerySet[QuestionSet]:
    """The sets that may feed a person's exam: their own, and the bundled ones."""
    own = QuestionSet.objects.authored_by(person.pk).values("pk")
    return QuestionSet.objects.filter(Q(pk__in=own) | Q(owner=None, open_to_draw=True))


def _named(names: Collection[str], person: User) -> list[QuestionSet]:
    found = list(feeding_sets(person).filter(name__in=names).select_related("outline"))
    if missing := set(names) - {question_set.name for question_set in found}:
        raise ValidationError(f"None of your sets has the name {', '.join(sorted(missing))}.")
    return found


def _refuse_strangers(sets: Collection[QuestionSet], outline: Outline) -> None:
    for question_set in sets:
        if question_set.outline_id != outline.pk:
            raise ValidationError(
                f"“{question_set}” holds questions of {question_set.outline}, so it cannot feed an exam of {outline}."
            )


def as_facts(blueprint: Blueprint) -> dict[str, Any]:
    """A blueprint as exam.yaml would have it."""
    fields = {name: getattr(blueprint, name) for name in FACTS}
    told = {name: value for name, value in fields.items() if value not in (None, "", {})}
    names = list(blueprint.sets.order_by("name").values_list("name", flat=True))
    return {
        "outline": outlines.as_facts(blueprint.outline),
        "blueprint": {**told, **({"sets": names} if names else {})},
    }


class WasSat(Exception):
    """An exam that somebody has sat stays, for the sake of the reports."""


def remove(blueprint: Blueprint) -> None:
    """Take an exam away that nobody has sat; raises WasSat. Its outline stays, since sets may belong to it."""
    if blueprint.attempts.exists():
        raise WasSat(f"{blueprint.code} has been sat, so it stays; close it to others instead.")
    blueprint.delete()
