"""Verbs on blueprints."""

from typing import Any

from exams.models import Blueprint
from questions.models import Outline


def store(facts: dict[str, Any]) -> Blueprint:
    """Bring a blueprint up to date from a bank's file.

    Raises ValidationError where its numbers allow no paper, or would change the reports of attempts that were sat.
    """
    code = facts["code"]
    blueprint = Blueprint.objects.filter(code=code).first() or Blueprint(code=code)
    for name, value in facts.items():
        setattr(blueprint, name, value)
    blueprint.is_bundled = True
    blueprint.outline = Outline.objects.get(code=code)
    blueprint.full_clean()
    blueprint.save()
    return blueprint
