from dataclasses import dataclass

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from exams.models import Attempt, Intervention
from people.models import User
from scoring import entries, sweeping
from scoring.models import Entry, Standing
from scoring.rules import RulingKind
from tests.scoring import ranked
from tests.scoring.ranked import Class, answer_late, intervene, open_results

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Step:
    """Something that happens to leaderboards: to a person, and where it needs one, to an attempt of theirs."""

    school: Class
    person: User
    number: int

    def mock(self) -> None:
        self.school.scored(self.person, self.number)

    def copied(self) -> None:
        self.school.scored(self.person, self.number, could_read_keys=self.number % 2 == 0, seen=self.number)

    def blank(self) -> None:
        self.school.scored(self.person, 0, blank=self.number)

    def sitting(self) -> None:
        self.school.scored(self.person, self.number, sitting=self.school.sitting())

    def open(self) -> None:
        for sitting in self.school.group.sittings.filter(results_opened_at=None)[:1]:
            open_results(sitting)

    def rule(self) -> None:
        kind = list(RulingKind)[self.number % len(RulingKind)]
        options = [1] if kind in {RulingKind.ALSO_RIGHT, RulingKind.RIGHT_INSTEAD} else []
        sweeping.mark_anew(ranked.rule(self.school.wordings[self.number % 10], kind, *options))

    def void(self) -> None:
        self._intervene(Intervention.Kind.VOID)

    def accept(self) -> None:
        self._intervene(Intervention.Kind.LATE_WORK)

    def late(self) -> None:
        """Late work comes before its acceptance, which follows the end of its time."""
        attempt, position = self._attempt(), self.number or 1
        if attempt and not attempt.interventions.exists() and not attempt.late_work.filter(position=position).exists():
            answer_late(attempt, position, 0)

    def sweep(self) -> None:
        sweeping.sweep()

    def _intervene(self, kind: Intervention.Kind) -> None:
        attempt = self._attempt()
        if attempt and not attempt.interventions.filter(kind=kind).exists():
            intervene(attempt, kind)

    def _attempt(self) -> Attempt | None:
        mine = list(self.person.attempts.order_by("pk"))
        return mine[self.number % len(mine)] if mine else None


NAMES = [name for name in vars(Step) if not name.startswith("_") and callable(getattr(Step, name))]
STEPS = st.lists(st.tuples(st.sampled_from(NAMES), st.integers(0, 2), st.integers(0, 10)), max_size=14)


@pytest.fixture
def school() -> Class:
    return ranked.teach()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_rebuilding_from_the_attempts_alone_gives_what_came_step_by_step(school, steps):
    people = [school.member() for _ in range(3)]
    for name, who, number in steps:
        getattr(Step(school, people[who], number), name)()
    sweeping.sweep()
    before = ranked.state()
    Entry.objects.all().delete()
    Standing.objects.update(best_scaled=999, attempts=99)
    call_command("rebuild_standings", verbosity=0)
    assert ranked.state() == before


def test_a_script_of_everything_is_rebuilt_the_same(school):
    people = [school.member() for _ in range(3)]
    for name, who, number in [
        ("mock", 0, 9), ("mock", 0, 5), ("mock", 1, 7), ("sitting", 1, 8), ("sitting", 2, 10), ("open", 0, 0),
        ("copied", 2, 4), ("blank", 2, 6), ("rule", 0, 7), ("late", 0, 10), ("accept", 0, 1), ("void", 0, 0),
        ("sweep", 0, 0),
    ]:  # fmt: skip
        getattr(Step(school, people[who], number), name)()
    assert {entry.verdict for entry in Entry.objects.all()} >= {"counts", "sealed", "half", "void", "keys"}
    before = ranked.state()
    assert entries.rebuild() == (3, 7)
    assert ranked.state() == before


def test_rebuilding_removes_standings_behind_which_nothing_stands(school):
    attempt = school.scored(school.member(), 9)
    attempt.reports.all().delete()
    Entry.objects.all().delete()
    entries.rebuild()
    assert not Standing.objects.exists()


def test_the_command_says_what_it_did(school, capsys):
    school.scored(school.member(), 9)
    call_command("rebuild_standings")
    assert capsys.readouterr().out == "Entered 1 scored attempt of 1 candidate, and made their standings.\n"
