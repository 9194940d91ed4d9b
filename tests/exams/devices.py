"""A browser as the outbox's protocol sees it: what it gives, keeps until acknowledged, and learns from replies."""

from dataclasses import asdict, dataclass, field, replace
from typing import Any

Stamp = tuple[int, str]


@dataclass(frozen=True)
class Edit:
    """What a device gave for one position, with the stamp of that moment."""

    position: int
    counter: int
    device: str
    chosen: tuple[int, ...]
    flagged: bool
    seconds: int
    struck: tuple[int, ...] = ()

    @property
    def stamp(self) -> Stamp:
        return self.counter, self.device

    @property
    def wire(self) -> dict[str, Any]:
        """As it is sent, and as the server tells it."""
        return {**asdict(self), "chosen": list(self.chosen), "struck": list(self.struck)}


@dataclass
class Device:
    """One page of the exam room: the greatest counter that it has seen, and what waits for an acknowledgement."""

    name: str
    seen: int = 0
    waiting: dict[int, Edit] = field(default_factory=dict)

    def edit(self, position: int, chosen: tuple[int, ...], *, flagged: bool) -> Edit:
        self.seen += 1
        self.waiting[position] = made = Edit(position, self.seen, self.name, chosen, flagged, seconds=self.seen)
        return made

    def look(self, position: int) -> None:
        """Spend more time on a position whose edit still waits."""
        if edit := self.waiting.get(position):
            self.waiting[position] = replace(edit, seconds=edit.seconds + 7)

    def see(self, counters: list[int]) -> None:
        self.seen = max([self.seen, *counters])

    def learn(self, sent: tuple[Edit, ...], answers: dict[str, dict[str, Any]]) -> list[Edit]:
        """Let go of what is acknowledged or overtaken, unless it has changed since; return what was overtaken."""
        still = [edit for edit in sent if edit.position in self.waiting]
        settled = [edit for edit in still if self.waiting[edit.position].stamp == edit.stamp]
        became = {edit: answers[str(edit.position)] for edit in settled}
        self.see([answer["present"]["counter"] for answer in became.values() if "present" in answer])
        for edit, answer in became.items():
            if answer["outcome"] != "closed":
                del self.waiting[edit.position]
        return [edit for edit, answer in became.items() if answer["outcome"] == "superseded"]
