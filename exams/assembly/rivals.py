"""Which of the questions that are enemies a paper cannot do without."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, product

from exams.assembly.entries import Enemies, Entry
from exams.assembly.settlement import Settlement


def indispensable(entries: Sequence[Entry], room: Mapping[str, int], enemies: Enemies) -> list[Entry]:
    """Return the entries with enemies without which fewer places could be filled; none where the others suffice."""
    questions = {entry.question for entry in entries}
    contested = [entry for entry in entries if not enemies[entry.question].isdisjoint(questions)]
    crowds = Counter(entry.domain for entry in contested)
    at_peace = Counter(entry.domain for entry in entries) - crowds
    lack = {domain: room[domain] - at_peace[domain] for domain in crowds if room.get(domain, 0) > at_peace[domain]}
    rivals = sorted((entry for entry in contested if entry.domain in lack), key=lambda entry: entry.turn)
    return _freshened(_settled(rivals, lack, enemies), rivals, enemies)


def _settled(rivals: Sequence[Entry], lack: Mapping[str, int], enemies: Enemies) -> list[Entry]:
    number = {rival.question: index for index, rival in enumerate(rivals)}
    crowds = Counter(rival.domain for rival in rivals)
    # Domains with fewer rivals than lacking places need not be told apart: they take whoever may stand.
    crowded = [domain for domain in lack if crowds[domain] > lack[domain]]
    settlement = Settlement(
        [frozenset(number[enemy] for enemy in enemies[rival.question] if enemy in number) for rival in rivals],
        [crowded.index(rival.domain) if rival.domain in crowded else len(crowded) for rival in rivals],
        [*(lack[domain] for domain in crowded), len(rivals)],
    )
    standing = [rivals[index] for index in sorted(settlement.standing())]
    return [
        rival
        for domain, places in lack.items()
        for rival in islice((rival for rival in standing if rival.domain == domain), places)
    ]


def _freshened(standing: Iterable[Entry], rivals: Sequence[Entry], enemies: Enemies) -> list[Entry]:
    chosen = {rival.question: rival for rival in standing}
    while swap := _fresher(chosen, rivals, enemies):
        leaving, entering = swap
        del chosen[leaving.question]
        chosen[entering.question] = entering
    return list(chosen.values())


def _fresher(chosen: Mapping[int, Entry], rivals: Sequence[Entry], enemies: Enemies) -> tuple[Entry, Entry] | None:
    for leaving, entering in product(chosen.values(), rivals):
        if (
            entering.turn < leaving.turn
            and entering.domain == leaving.domain
            and entering.question not in chosen
            and enemies[entering.question] & chosen.keys() <= {leaving.question}
        ):
            return leaving, entering
    return None
