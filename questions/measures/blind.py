"""A blind solve: what somebody answered who saw stems and options and nothing else, against the keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from questions.drafts import Draft


@dataclass(frozen=True)
class Agreement:
    """How many questions were solved in their present wording, how many as the key says, and the others by name."""

    solved: int
    agreed: int
    disputed: tuple[str, ...]
    unresolved: tuple[str, ...]

    @property
    def share(self) -> float:
        return self.agreed / self.solved if self.solved else 0.0


def agreement(drafts: Sequence[Draft], solve: Mapping[str, Any]) -> Agreement:
    """Compare a solve with the keys.

    `solve` holds `answers`, by name a list of option texts, and `resolved`, by name why the key stands. An answer whose
    options are no longer on the question belongs to an earlier wording, and does not count.
    """
    answers: Mapping[str, list[str]] = solve["answers"]
    present = [draft for draft in drafts if _is_present(draft, answers.get(draft.name))]
    disputed = tuple(draft.name for draft in present if set(answers[draft.name]) != _key(draft))
    unresolved = tuple(name for name in disputed if not solve.get("resolved", {}).get(name))
    return Agreement(len(present), len(present) - len(disputed), disputed, unresolved)


def _is_present(draft: Draft, answer: list[str] | None) -> bool:
    return answer is not None and set(answer) <= {option.text for option in draft.options}


def _key(draft: Draft) -> set[str]:
    return {option.text for option in draft.options if option.is_key}
