"""What holds for every paper, against every paper that could have been drawn."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations, product
from random import Random
from typing import NamedTuple

from hypothesis import given, settings
from hypothesis import strategies as st

from exams.assembly import CannotDraw, Entry, Place, draw
from exams.assembly.quotas import Quota, quotas, shortlist_limits

SHARE = (0.15, 0.25)
Paper = tuple[Entry, ...]


class Case(NamedTuple):
    shortlist: list[Entry]
    quotas: list[Quota]
    enemies: list[tuple[int, int]]
    seed: int

    def draw(self) -> tuple[Place, ...] | None:
        try:
            return draw(self.shortlist, self.quotas, self.enemies, multiple_share=SHARE, seed=self.seed)
        except CannotDraw:
            return None

    def is_peaceful(self, paper: Paper) -> bool:
        questions = {entry.question for entry in paper}
        return not any(questions.issuperset(pair) for pair in self.enemies)

    def papers(self) -> Iterator[Paper]:
        by_domain = [
            combinations([entry for entry in self.shortlist if entry.domain == quota.domain], quota.total)
            for quota in self.quotas
        ]
        papers = (sum(parts, ()) for parts in product(*by_domain))
        return filter(self.is_peaceful, papers)


MOMENTS = st.sampled_from([None, datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)])
LINES = st.tuples(st.sampled_from("ABC"), st.sampled_from("xyz"), st.booleans(), MOMENTS, st.integers(0, 9))


@st.composite
def cases(choose: st.DrawFn, *, most_enemies: int = 12) -> Case:
    quotas = [Quota(domain, total, total // 2) for domain in "ABC" for total in [choose(st.integers(0, 3))]]
    lines = choose(st.lists(LINES, min_size=2, max_size=11))
    pairs = list(combinations(range(len(lines)), 2))
    return Case(
        [Entry(number, number, *line) for number, line in enumerate(lines)],
        quotas,
        choose(st.lists(st.sampled_from(pairs), max_size=most_enemies, unique=True)),
        choose(st.integers(0, 2**32)),
    )


def seen_order(paper: Paper) -> list[float]:
    return sorted(entry.seen_at for entry in paper)


def unevenness(paper: Paper) -> int:
    return sum(count**2 for count in Counter((entry.domain, entry.objective) for entry in paper).values())


def distance_of_kinds(paper: Paper) -> int:
    multiple = sum(entry.multiple for entry in paper)
    least = -int(-SHARE[0] * len(paper) // 1)
    most = max(int(SHARE[1] * len(paper)), least)
    return max(least - multiple, multiple - most, 0)


@settings(deadline=None)
@given(cases())
def test_a_paper_is_found_exactly_when_there_is_one(case: Case) -> None:
    assert (case.draw() is not None) == any(True for _ in case.papers())


@settings(deadline=None)
@given(cases())
def test_every_paper_keeps_its_quotas_and_its_peace(case: Case) -> None:
    if paper := case.draw():
        entries = tuple(place.entry for place in paper)
        assert len(set(entries)) == len(entries)
        assert case.is_peaceful(entries)
        for quota in case.quotas:
            scored = [place.scored for place in paper if place.entry.domain == quota.domain]
            assert (len(scored), sum(scored)) == (quota.total, quota.scored)


@settings(deadline=None)
@given(cases())
def test_no_question_is_left_out_for_one_seen_later_unless_an_enemy_keeps_it_off(case: Case) -> None:
    if paper := case.draw():
        entries = tuple(place.entry for place in paper)
        for left_out in set(case.shortlist).difference(entries):
            if case.is_peaceful((*entries, left_out)):
                peers = [entry for entry in entries if entry.domain == left_out.domain]
                assert all(entry.seen_at <= left_out.seen_at for entry in peers)


@settings(deadline=None)
@given(cases(most_enemies=0))
def test_without_enemies_no_paper_is_better(case: Case) -> None:
    if paper := case.draw():
        drawn = tuple(place.entry for place in paper)
        best = min(case.papers(), key=lambda paper: (seen_order(paper), unevenness(paper), distance_of_kinds(paper)))
        for measure in (seen_order, unevenness, distance_of_kinds):
            assert measure(drawn) == measure(best)


@settings(deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_what_is_passed_in_changes_nothing(case: Case, chance: Random) -> None:
    shuffled = Case(
        chance.sample(case.shortlist, len(case.shortlist)),
        case.quotas,
        [pair[::-1] for pair in chance.sample(case.enemies, len(case.enemies))],
        case.seed,
    )
    assert shuffled.draw() == case.draw()


@settings(deadline=None)
@given(
    weights=st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 50), min_size=1),
    questions=st.integers(1, 70),
    objectives=st.integers(1, 5),
    chance=st.randoms(use_true_random=False),
)
def test_any_outline_and_history_has_its_paper_where_each_objective_has_its_limit(
    weights: dict[str, int], questions: int, objectives: int, chance: Random
) -> None:
    places = quotas(weights, questions, max(questions * 3 // 4, 1))
    statements = [
        (quota.domain, objective)
        for quota in places
        for objective, limit in shortlist_limits(quota.total, "12345"[:objectives]).items()
        for _ in range(limit)
    ]
    history = [None, *(datetime(2026, month, 1, tzinfo=UTC) for month in range(1, 6))]
    shortlist = [
        Entry(number, number, domain, objective, chance.random() < 0.2, chance.choice(history), chance.getrandbits(31))
        for number, (domain, objective) in enumerate(statements)
    ]
    paper = draw(shortlist, places, [], multiple_share=SHARE, seed=questions)
    assert Counter(place.entry.domain for place in paper) == Counter({quota.domain: quota.total for quota in places})
    assert Counter(place.entry.domain for place in paper if place.scored) == Counter(
        {quota.domain: quota.scored for quota in places}
    )
