"""Flaws of item writing that a machine can find: docs/item-lint.md gives each rule's reason and source."""

from collections.abc import Sequence
from datetime import date

from questions.drafts import Draft
from questions.lint import agreement, cues, facts, options, rationales, sets, stems
from questions.lint.finding import Finding, SetFinding
from questions.lint.reasons import REASONS

__all__ = ["REASONS", "Finding", "SetFinding", "findings", "findings_of_keys", "findings_of_set", "waived"]

RULES = [*stems.RULES, *options.RULES, *agreement.RULES, *cues.RULES, *rationales.RULES, *facts.RULES]


def findings(draft: Draft, today: date) -> list[Finding]:
    """What is wrong with a question by itself, without what its author has waived in writing."""
    excused = {waiver.rule for waiver in draft.waivers}
    return [found for found in _all(draft, today) if found.rule not in excused]


def waived(draft: Draft, today: date) -> list[tuple[Finding, str]]:
    """The findings that stand all the same, each with its author's reason."""
    reasons = {waiver.rule: waiver.reason for waiver in draft.waivers}
    return [(found, reasons[found.rule]) for found in _all(draft, today) if found.rule in reasons]


def findings_of_set(drafts: Sequence[Draft]) -> list[SetFinding]:
    """What shows only when many questions are seen together, near-duplicates included."""
    return [*findings_of_keys(drafts), *sets.near_questions(drafts)]


def findings_of_keys(drafts: Sequence[Draft]) -> list[SetFinding]:
    """What the length and the place of the keys tell to somebody who knows nothing of the subject."""
    return [found for rule in sets.ON_KEYS for found in rule(drafts)]


def _all(draft: Draft, today: date) -> list[Finding]:
    return [found for rule in RULES for found in rule(draft, today)]
