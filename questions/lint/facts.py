"""Rules on facts: where they stand, and whether they may have aged."""

from collections.abc import Iterator
from datetime import date

from questions.drafts import Draft
from questions.lint.finding import Finding, Rule
from questions.lint.services import outdated


def no_reference(draft: Draft, today: date) -> Iterator[Finding]:
    if not draft.references:
        yield Finding("no-reference", "references", "are missing; name a public page where the facts can be checked.")


def past_review(draft: Draft, today: date) -> Iterator[Finding]:
    if draft.review_by and draft.review_by < today:
        message = f"was due on {draft.review_by.isoformat()}; check the facts, and set the next date."
        yield Finding("past-review", "review", message)


def outdated_names(draft: Draft, today: date) -> Iterator[Finding]:
    for name, message in outdated((draft.takeaway, *draft.texts())):
        yield Finding("outdated-name", f"“{name}”", message)


RULES: list[Rule] = [no_reference, past_review, outdated_names]
