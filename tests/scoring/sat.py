"""A small exam of an instructor's own, and attempts at it as a test needs them."""

import itertools
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any

from exams.models import Attempt, Blueprint, Response, now
from people.models import User
from questions import revisions
from questions.drafts import Draft, DraftOption
from questions.models import Outline, QuestionSet, Revision
from scoring import reports
from tests import factories

RIGHT = frozenset({0})
WRONG = frozenset({1})
BLANK = frozenset[int]()
_later = itertools.count(1)


def question_set(owner: User, number: int) -> QuestionSet:
    """A set of so many questions, q1 and on, each with the key A of three options, in an outline of its own."""
    outline = Outline.objects.create(code=f"OWN-{owner.pk}", title="An exam of one's own")
    outline.domains.create(code="1", title="All").objectives.create(code="1.1", title="Everything")
    made = QuestionSet.objects.create(outline=outline, name="own", title="Our questions", owner=owner)
    revisions.publish(made, [draft(f"q{place}") for place in range(1, number + 1)])
    return made


def draft(name: str, stem: str = "", key: int = 0, **facts: Any) -> Draft:
    options = tuple(DraftOption(f"Option {place} of {name}", place == key, "Because.") for place in range(3))
    return Draft(name=name, stem=stem or f"What is asked in {name}?", options=options, objective="1.1", **facts)


def current(question_set: QuestionSet) -> list[Revision]:
    """The present wordings, in the order of their questions."""
    return list(Revision.objects.filter(pk__in=question_set.questions.values("current")).order_by("question"))


def exam(question_set: QuestionSet) -> Blueprint:
    return Blueprint.objects.create(
        code=f"OWN-{question_set.pk}",
        title="Our exam",
        outline=question_set.outline,
        weights={"1": 100},
        questions=question_set.questions.count(),
        scored=question_set.questions.count(),
        minutes=60,
        single_options=[2, 6],
        multiple_options=[2, 6],
        multiple_share=[0, 1],
    )


def paper(
    blueprint: Blueprint,
    wordings: Sequence[Revision],
    choices: Sequence[Collection[int]],
    *,
    candidate: User | None = None,
    unscored: Collection[int] = (),
    unseen: Collection[int] = (),
    **facts: Any,
) -> Attempt:
    """An attempt that has been handed in: choices as the revisions number options, positions from 1, options reversed.

    Later papers begin later.
    """
    started_at = now() - timedelta(days=30) + timedelta(hours=next(_later))
    attempt = Attempt.objects.create(
        **{
            "candidate": candidate or factories.person(),
            "blueprint": blueprint,
            "seed": 1,
            "started_at": started_at,
            "deadline": started_at + blueprint.allowed,
            "handed_in_at": started_at + timedelta(minutes=30),
            "ending": Attempt.Ending.CANDIDATE,
            **facts,
        }
    )
    Response.objects.bulk_create(
        Response(
            attempt=attempt,
            position=position,
            revision=revision,
            option_order=list(range(len(revision.options)))[::-1],
            choose=revision.choose,
            scored=position not in unscored,
            chosen=sorted(len(revision.options) - 1 - option for option in chosen),
            seconds=0 if position in unseen else 40 + position,
        )
        for position, (revision, chosen) in enumerate(zip(wordings, choices, strict=True), 1)
    )
    return attempt


def scored(*facts: Any, **named: Any) -> Attempt:
    """A paper with its report."""
    attempt = paper(*facts, **named)
    reports.make(attempt.pk)
    return attempt
