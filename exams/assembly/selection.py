"""The questions chosen for a paper so far."""

from collections import Counter
from collections.abc import Iterable, Mapping

from exams.assembly.entries import Enemies, Entry


class Selection:
    """Questions that can stand together on a paper, and the room that is left in each domain."""

    def __init__(self, room: Mapping[str, int], enemies: Enemies) -> None:
        self.room = dict(room)
        self.enemies = enemies
        self.chosen: dict[int, Entry] = {}
        self.held: Counter[tuple[str, str]] = Counter()

    def admits(self, entry: Entry) -> bool:
        """Whether the entry can join: its domain has room, and no enemy of it was chosen."""
        return (
            self.room.get(entry.domain, 0) > 0
            and entry.question not in self.chosen
            and not any(enemy in self.chosen for enemy in self.enemies[entry.question])
        )

    def take(self, entries: Iterable[Entry]) -> None:
        for entry in entries:
            self.chosen[entry.question] = entry
            self.room[entry.domain] -= 1
            self.held[entry.task_statement] += 1

    def swap(self, leaving: Entry, entering: Entry) -> None:
        del self.chosen[leaving.question]
        self.room[leaving.domain] += 1
        self.held[leaving.task_statement] -= 1
        self.take([entering])

    def allows(self, leaving: Entry, entering: Entry) -> bool:
        """Whether a swap brings no enemies together, and lets no question go for whose sake another stands back."""
        return self.enemies[leaving.question] <= {entering.question} and not any(
            enemy in self.chosen for enemy in self.enemies[entering.question] - {leaving.question}
        )

    def unevenness(self, leaving: Entry, entering: Entry) -> int:
        """How much less evenly a swap would spread a domain over its objectives; below zero is more evenly."""
        if leaving.objective == entering.objective:
            return 0
        # Half the change in the sum of the squared numbers of places.
        return self.held[entering.task_statement] - self.held[leaving.task_statement] + 1
