"""The bundled bank holds three papers in a row for one candidate that share no question, whatever the chance."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command

from exams import attempts, shortlist
from exams.assembly import Place, draw
from exams.assembly.entries import Entry
from exams.models import Blueprint
from questions.models import Question
from tests.factories import person

pytestmark = pytest.mark.django_db
SEEDS = 1000
FIRST = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def whole(exam) -> Blueprint:
    """The bundled exam with all of its bank."""
    call_command("load_bank", verbosity=0)
    return exam


def entries_of(exam: Blueprint) -> list[Entry]:
    bank = Question.objects.filter(question_set__outline=exam.outline, retired_at=None)
    facts = ("pk", "current", "objective__domain__code", "objective__code", "current__kind", "lot")
    return [
        Entry(pk, revision, domain, objective, kind == "multiple", None, lot)
        for pk, revision, domain, objective, kind, lot in bank.values_list(*facts)
    ]


def three(entries: list[Entry], quotas, enemies, share: tuple[float, float], seed: int) -> Iterator[tuple[Place, ...]]:
    """Papers one after the other, as a candidate would get them; what stood on one has been seen from then on."""
    for day in range(3):
        pivot = random.Random(seed * 3 + day).randrange(shortlist.LOTS)
        dealt = [replace(entry, lot=(entry.lot - pivot) % shortlist.LOTS) for entry in entries]
        paper = draw(dealt, quotas, enemies, multiple_share=share, seed=seed * 3 + day)
        yield paper
        drawn = {place.entry.question for place in paper}
        seen = FIRST + timedelta(days=day)
        entries = [replace(entry, last_seen=seen) if entry.question in drawn else entry for entry in entries]


def test_three_papers_in_a_row_share_no_question_for_any_of_a_thousand_seeds(whole):
    entries, quotas = entries_of(whole), whole.quotas()
    enemies, (low, high) = shortlist.enemies_within(entries), whole.multiple_share
    wanted = {quota.domain: 3 * quota.total for quota in quotas}
    for seed in range(SEEDS):
        papers = list(three(entries, quotas, enemies, (low, high), seed))
        met = [place.entry for paper in papers for place in paper]
        assert len({entry.question for entry in met}) == 3 * whole.questions, f"seed {seed}"
        assert Counter(entry.domain for entry in met) == wanted


def test_a_candidate_gets_three_papers_that_share_no_question(whole):
    candidate, met = person(), Counter()
    for _ in range(3):
        attempt = attempts.start(candidate, whole)
        met.update(attempt.responses.values_list("revision__question", flat=True))
        attempts.end(attempt)
    assert (len(met), set(met.values())) == (3 * whole.questions, {1})
