"""What question sets hold for a blueprint."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import Count, Q

from exams.assembly import Shortage
from exams.coverage import Coverage, Held, coverage
from exams.models import Blueprint
from questions.models import EnemyPair, Objective, Question, QuestionSet, Revision


@dataclass(frozen=True)
class Supply:
    """The coverage of a blueprint by some sets, and how many of their questions it has no use for."""

    coverage: Coverage
    unfit: int


def of_sets(sets: Collection[QuestionSet], blueprint: Blueprint) -> Supply:
    """How many papers of a blueprint some sets of its outline fill."""
    in_use = Question.objects.filter(
        question_set__in=sets, retired_at=None, objective__domain__outline=blueprint.outline_id
    )
    facts = ("pk", "objective__domain__code", "objective__code", "on_trial")
    held = [Held(*row) for row in in_use.filter(fits(blueprint)).values_list(*facts)]
    questions = [each.question for each in held]
    enemies = EnemyPair.objects.filter(first__in=questions, second__in=questions)
    found = coverage(held, blueprint.quotas(), _objectives(blueprint), enemies.values_list("first_id", "second_id"))
    return Supply(_titled(found, blueprint), in_use.count() - len(held))


def lacking(blueprint: Blueprint, candidate_id: int) -> list[Shortage]:
    """What each domain lacks for any paper of a candidate, by counts alone; enemies may take more."""
    drawable = blueprint.drawn_from(candidate_id)
    in_use = Question.objects.open_to(candidate_id).filter(question_set__in=drawable, retired_at=None)
    of_outline = in_use.filter(fits(blueprint), objective__domain__outline=blueprint.outline_id)
    counts = of_outline.values_list("objective__domain__code", "on_trial").annotate(count=Count("pk"))
    there = {(domain, on_trial): count for domain, on_trial, count in counts}
    titles = dict(blueprint.outline.domains.values_list("code", "title"))
    short = []
    for quota in blueprint.quotas():
        settled, on_trial = there.get((quota.domain, False), 0), there.get((quota.domain, True), 0)
        usable = settled + min(on_trial, quota.unscored)
        if usable < quota.total:
            waiting = settled + on_trial - usable
            short.append(Shortage(titles[quota.domain], quota.total, usable, kept_apart=0, on_trial=waiting))
    return short


def fits(blueprint: Blueprint) -> Q:
    """Questions with as many options as the blueprint allows for their kind, as the shortlist takes them."""
    kinds = {Revision.Kind.SINGLE: blueprint.single_options, Revision.Kind.MULTIPLE: blueprint.multiple_options}
    allowed = Q(pk=None)
    for kind, span in kinds.items():
        if span:
            allowed |= Q(current__kind=kind, current__options__len__range=span)
    return allowed


def _titled(found: Coverage, blueprint: Blueprint) -> Coverage:
    titles = {domain.code: str(domain) for domain in blueprint.outline.domains.all()}
    lines = (replace(line, quota=replace(line.quota, domain=titles[line.quota.domain])) for line in found.domains)
    return replace(found, domains=tuple(lines))


def _objectives(blueprint: Blueprint) -> dict[str, list[str]]:
    codes: dict[str, list[str]] = {}
    known = Objective.objects.filter(domain__outline=blueprint.outline_id).order_by("domain__code", "code")
    for domain, code in known.values_list("domain__code", "code"):
        codes.setdefault(domain, []).append(code)
    return codes
