"""One question of a debrief: who missed it, what each option drew, and what was said about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

from scoring.pages.decisions import right_choices, sentence
from scoring.rules import Ruled

# A distractor that so many took stands for a misconception.
POPULAR_PERCENT = 10


@dataclass(frozen=True)
class OptionLine:
    """An option: the share that chose it, and why it is right or wrong."""

    letter: str
    html: str
    rationale_html: str
    count: int
    percent: int
    is_right: bool
    is_own: bool

    @property
    def is_misconception(self) -> bool:
        return not self.is_right and self.percent >= POPULAR_PERCENT


@dataclass(frozen=True)
class Debriefed:
    """A question with its options, and where its viewer met it, if they did."""

    revision: int
    domain: str
    objective: str
    stem_html: str
    met: int
    missed: int
    blank: int
    percent_missed: int
    options: Sequence[OptionLine]
    rulings: Sequence[tuple[str, str]]
    position: int | None
    own_position: int | None
    own_attempt: int | None
    said: Sequence[Any]


def debriefed(
    line: Any,
    revision: Any,
    counts: Mapping[int, int],
    *,
    rulings: Sequence[tuple[Ruled, str]],
    place: Any,
    own: Any,
    said: Sequence[Any],
) -> Debriefed:
    """Lay out a question; `counts` numbers the options as written, from 0.

    With the `place` that all met it in, its number and letters are theirs; without, the letters are the author's.
    """
    order = place.option_order if place else range(len(revision.options_html))
    about = [ruling for ruling, _ in rulings]
    right = frozenset().union(*right_choices(frozenset(revision.key), about))
    mine = {own.option_order[shown] for shown in own.chosen} if own else set()
    return Debriefed(
        revision=revision.pk,
        domain=revision.objective.domain.title,
        objective=revision.objective.code,
        stem_html=revision.stem_html,
        met=line.met,
        missed=line.missed,
        blank=line.blank,
        percent_missed=_percent(line.missed, line.met),
        options=[
            OptionLine(
                letter=letter,
                html=revision.options_html[index],
                rationale_html=revision.rationales_html[index],
                count=counts.get(index, 0),
                percent=_percent(counts.get(index, 0), line.met),
                is_right=index in right,
                is_own=index in mine,
            )
            for letter, index in zip(ascii_uppercase, order, strict=False)
        ],
        rulings=[(sentence(ruling, order), reason) for ruling, reason in rulings],
        position=place.position if place else None,
        own_position=own.position if own else None,
        own_attempt=own.attempt_id if own else None,
        said=said,
    )


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
