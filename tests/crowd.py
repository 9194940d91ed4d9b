"""Many people who sit an exam, each as able as dice say: figures for pictures, made as real ones are."""

import random
from collections.abc import Collection
from math import exp
from typing import NamedTuple

from exams import attempts, saving
from exams.models import Blueprint, Response
from exams.records import Record
from people.models import User
from questions.models import QuestionSet
from scoring import gathering, reports
from tests import factories


class Person(NamedTuple):
    """Somebody's ability, 0 for the middle of the crowd, and what they believe."""

    ability: float
    dice: random.Random


def sit(set_title: str, *, people: int, mistaken: Collection[str] = (), seed: int = 7) -> None:
    """Let a crowd sit an exam like MLS-C01 over one set; what is marked by a mistaken key costs those who know most."""
    dice = random.Random(seed)
    question_set = QuestionSet.objects.get(title=set_title)
    exam = _exam_over(question_set)
    _offer(question_set, exam, to_everyone=True)
    for number in range(people):
        candidate = factories.person(email=f"{number}.of.{question_set.pk}@crowd.example.org")
        _sit_one(exam, candidate, Person(dice.gauss(0, 1), dice), frozenset(mistaken))
    # Whoever comes next gets papers as before.
    _offer(question_set, exam, to_everyone=False)
    gathering.recompute(list(question_set.questions.values_list("pk", flat=True)))


def _exam_over(question_set: QuestionSet) -> Blueprint:
    exam = Blueprint.objects.get(code="MLS-C01")
    exam.pk, exam.code, exam.title, exam.is_bundled = None, f"MOCK-{question_set.pk}", "The mock of the class", False
    exam.owner = question_set.owner
    exam.save()
    exam.sets.set([question_set])
    return exam


def _offer(question_set: QuestionSet, exam: Blueprint, *, to_everyone: bool) -> None:
    question_set.open_to_draw = exam.open_to_sit = to_everyone
    question_set.save()
    exam.save()


def _sit_one(exam: Blueprint, candidate: User, person: Person, mistaken: Collection[str]) -> None:
    attempt = attempts.start(candidate, exam, seed=person.dice.getrandbits(32))
    responses = attempt.responses.select_related("revision__question")
    saving.save(
        attempt.pk,
        user_id=candidate.pk,
        session_version=candidate.session_version,
        records=[_answer(response, person, response.revision.question.name in mistaken) for response in responses],
    )
    attempts.end(attempt)
    reports.make(attempt.pk)


def _answer(response: Response, person: Person, is_mistaken: bool) -> Record:
    """By a logistic curve of ability less difficulty; who is wrong thinks the same as others who are, mostly."""
    same_for_all = random.Random(response.revision.question.name)
    lead = person.ability - same_for_all.gauss(-0.5, 0.9)
    is_right = person.dice.random() < 1 / (1 + exp(1.2 * lead if is_mistaken else -1.2 * lead))
    key = frozenset(response.revision.key)
    return factories.record(
        response.position,
        chosen=_as_shown(response, key if is_right else _error(response, key, person, same_for_all)),
        seconds=int(person.dice.lognormvariate(4.6, 0.5)),
    )


def _error(response: Response, key: frozenset[int], person: Person, same_for_all: random.Random) -> frozenset[int]:
    """A key with one option in place of another; the popular distractor is the same for all, the last one is none's."""
    distractors = sorted(set(range(len(response.option_order))) - key)
    popular, *others = same_for_all.sample(distractors, k=len(distractors))
    wrong = popular if person.dice.random() < 0.6 or len(others) < 2 else person.dice.choice(others[:-1])
    return key - {person.dice.choice(sorted(key))} | {wrong}


def _as_shown(response: Response, options: Collection[int]) -> tuple[int, ...]:
    return tuple(sorted(response.option_order.index(option) for option in options))
