"""The figures of a bank of questions: what it covers, how its keys look, and what a blind solve said."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from questions.concepts import Glossary
from questions.drafts import Draft
from questions.lint.sets import CHI_SQUARED_99
from questions.measures.blind import Agreement, agreement
from questions.measures.guesser import Item, accuracy, item
from questions.measures.reading_level import grade
from questions.similarity import near_duplicates

FOUR = 4


@dataclass(frozen=True)
class BankFigures:
    """What is measured; shares are 0 to 1, lengths in characters, positions as written from 1."""

    questions: int
    by_domain: dict[str, int]
    by_objective: dict[str, int]
    by_difficulty: dict[int, int]
    multiple_share: float
    rationales_missing: int
    blind: Agreement
    test_wise: float
    single: int
    key_positions: list[int]
    chi_squared: float
    chi_squared_limit: float
    key_length: float
    distractor_length: float
    key_longest: float
    near_duplicates: list[tuple[str, str]]
    stem_grade: float
    rationale_grade: float
    concepts: int
    contrasts: int
    concepts_named: int

    def to_json(self) -> dict[str, Any]:
        """The figures of docs/bank.json."""
        return {
            "questions": self.questions,
            "by_domain": self.by_domain,
            "by_objective": self.by_objective,
            "multiple_share": round(self.multiple_share, 3),
            "rationales_missing": self.rationales_missing,
            "blind_agreement": round(self.blind.share, 3),
            "test_wise": round(self.test_wise, 3),
            "concepts": self.concepts,
            "contrasts": self.contrasts,
        }


def bank_figures(drafts: Sequence[Draft], glossary: Glossary, solve: Mapping[str, Any]) -> BankFigures:
    """Measure a bank; `solve` is as questions.measures.blind reads it."""
    of_four = [draft for draft in drafts if not draft.is_multiple and len(draft.options) == FOUR]
    positions = Counter(draft.key[0] for draft in of_four)
    even = len(of_four) / FOUR
    lengths = [_lengths(draft) for draft in of_four]
    named = {slug for draft in drafts for slug in glossary.named_in("\n".join(draft.texts()))}
    return BankFigures(
        questions=len(drafts),
        by_domain=_sorted(Counter(draft.objective.partition(".")[0] for draft in drafts)),
        by_objective=_sorted(Counter(draft.objective for draft in drafts)),
        by_difficulty=_sorted(Counter(draft.difficulty for draft in drafts)),
        multiple_share=sum(draft.is_multiple for draft in drafts) / len(drafts),
        rationales_missing=sum(not option.rationale for draft in drafts for option in draft.options),
        blind=agreement(drafts, solve),
        test_wise=accuracy([_item(draft) for draft in of_four]),
        single=len(of_four),
        key_positions=[positions[place] for place in range(FOUR)],
        chi_squared=sum((positions[place] - even) ** 2 / even for place in range(FOUR)),
        chi_squared_limit=CHI_SQUARED_99[FOUR - 1],
        key_length=median(key for key, _ in lengths),
        distractor_length=median(length for _, others in lengths for length in others),
        key_longest=fmean(key > max(others) for key, others in lengths),
        near_duplicates=[(one, other) for one, other, _ in near_duplicates(_texts(drafts))],
        stem_grade=grade([draft.stem for draft in drafts]),
        rationale_grade=grade([option.rationale for draft in drafts for option in draft.options]),
        concepts=len(glossary.cards),
        contrasts=len(glossary.contrasts),
        concepts_named=len(named),
    )


def _sorted(counts: Counter[Any]) -> dict[Any, int]:
    return dict(sorted(counts.items()))


def _lengths(draft: Draft) -> tuple[int, list[int]]:
    """Of the key, and of the distractors."""
    lengths = [len(option.text) for option in draft.options]
    return lengths.pop(draft.key[0]), lengths


def _item(draft: Draft) -> Item:
    return item(draft.name, draft.stem, [option.text for option in draft.options], draft.key[0])


def _texts(drafts: Sequence[Draft]) -> dict[str, str]:
    return {draft.name: "\n".join((draft.stem, *(option.text for option in draft.options))) for draft in drafts}
