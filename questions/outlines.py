"""Verbs on outlines: what an exam covers, from facts as exam.yaml has them and back."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from people.models import User
from questions.models import Domain, Objective, Outline, QuestionSet


class CannotChange(Exception):
    """An outline that others rely on; the message says what to do."""


@transaction.atomic
def bring_up_to_date(facts: dict[str, Any]) -> Outline:
    """Make an outline, or change its titles and add what is new; nothing is taken away."""
    outline, _ = Outline.objects.update_or_create(code=facts["code"], defaults={"title": facts["title"]})
    for each in facts["domains"]:
        domain, _ = Domain.objects.update_or_create(
            outline=outline, code=each["code"], defaults={"title": each["title"]}
        )
        for code, title in each["objectives"].items():
            Objective.objects.update_or_create(domain=domain, code=code, defaults={"title": title})
    return outline


@transaction.atomic
def settle(facts: dict[str, Any], person: User) -> Outline:
    """The outline that a person's exam has: a new one, one that is there and says the same, or their own, changed.

    Raises CannotChange where it says something else, and others or attempts rely on it.
    """
    outline = Outline.objects.offered_to(person.pk).filter(code=facts["code"]).first()
    if outline is None:
        if Outline.objects.filter(code=facts["code"]).exists():
            raise CannotChange(f"Another outline has the code {facts['code']}; give yours a code of its own.")
        return bring_up_to_date(facts)
    if _same(as_facts(outline), facts):
        return outline
    if not _is_own(outline, person):
        raise CannotChange(
            f"The outline {outline.code} is in use with other domains or task statements than these. "
            "Take them as they are, or give your outline a code of its own."
        )
    try:
        _take_away_all_but(outline, facts)
    except ProtectedError as protected:
        raise CannotChange("A task statement that has questions cannot be taken away.") from protected
    return bring_up_to_date(facts)


def as_facts(outline: Outline) -> dict[str, Any]:
    domains = outline.domains.prefetch_related("objectives").order_by("code")
    return {
        "code": outline.code,
        "title": outline.title,
        "domains": [
            {
                "code": domain.code,
                "title": domain.title,
                "objectives": {each.code: each.title for each in domain.objectives.all()},
            }
            for domain in domains
        ],
    }


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    by_code: list[Any] = [{each["code"]: each for each in facts["domains"]} for facts in (one, other)]
    return by_code[0] == by_code[1]


def _is_own(outline: Outline, person: User) -> bool:
    blueprints = outline.blueprints.all()
    own_sets = QuestionSet.objects.authored_by(person.pk)
    return (
        blueprints.filter(owner=person).exists()
        and not blueprints.exclude(owner=person).exists()
        and not blueprints.filter(attempts__isnull=False).exists()
        and not outline.sets.exclude(pk__in=own_sets.values("pk")).exists()
    )


def _take_away_all_but(outline: Outline, facts: dict[str, Any]) -> None:
    for domain in facts["domains"]:
        gone = Objective.objects.filter(domain__outline=outline, domain__code=domain["code"])
        gone.exclude(code__in=domain["objectives"]).delete()
    outline.domains.exclude(code__in=[domain["code"] for domain in facts["domains"]]).delete()
