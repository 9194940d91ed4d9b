"""One question of a debrief: who missed it, what each option drew, and what was said about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from typing import Any

# A distractor that so many took stands for a misconception.
POPULAR_PERCENT = 10


@dataclass(frozen=True)
class OptionLine:
    """An option, lettered as written: the share that chose it, and why it is right or wrong."""

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
    own_position: int | None
    own_attempt: int | None
    said: Sequence[Any]


def debriefed(
    line: Any, revision: Any, counts: Mapping[int, int], *, right: frozenset[int], own: Any, said: Sequence[Any]
) -> Debriefed:
    """Lay out a question; `counts` and `right` number the options as written, from 0."""
    mine = {own.option_order[shown] for shown in own.chosen} if own else set()
    options = zip(revision.options_html, revision.rationales_html, strict=True)
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
                letter=ascii_uppercase[index],
                html=html,
                rationale_html=rationale,
                count=counts.get(index, 0),
                percent=_percent(counts.get(index, 0), line.met),
                is_right=index in right,
                is_own=index in mine,
            )
            for index, (html, rationale) in enumerate(options)
        ],
        own_position=own.position if own else None,
        own_attempt=own.attempt_id if own else None,
        said=said,
    )


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0
