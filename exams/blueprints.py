"""Verbs on blueprints."""

from typing import Any

from exams.models import Blueprint
from questions.models import Outline


def store(facts: dict[str, Any]) -> Blueprint:
    """Bring a blueprint up to date from a bank's file; raises ValidationError where its numbers allow no paper."""
    code = facts["code"]
    blueprint = Blueprint.objects.filter(code=code).first() or Blueprint(code=code)
    for name, value in facts.items():
        setattr(blueprint, name, value)
    blueprint.outline = Outline.objects.get(code=code)
    blueprint.full_clean()
    blueprint.save()
    return blueprint
