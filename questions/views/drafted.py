"""A draft as pages show it: as a candidate will see it, with its key and rationales, and with what is wrong."""

from typing import Any

from django.utils import timezone

from questions import lint
from questions.drafts import Draft, Level
from questions.forms.options import LONGEST
from questions.lint import Finding
from questions.markup import to_html, to_inline_html
from questions.reading.checks import has_error, problems_of


def shown(draft: Draft) -> dict[str, Any]:
    return {**_texts(draft), "findings": lint.findings(draft, timezone.localdate())}


def typed(draft: Draft) -> dict[str, Any]:
    """The same for what is only typed: where it is no question yet, it says what is missing."""
    if any(len(text) > LONGEST for text in draft.texts()):
        too_long = Finding("", "a text", f"has more than {LONGEST} characters.", Level.ERROR)
        return {"draft": draft, "findings": [too_long]}
    problems = problems_of(draft)
    found = [Finding("", "the question", each.message, each.level) for each in problems]
    if not has_error(problems):
        found += lint.findings(draft, timezone.localdate())
    return {**_texts(draft), "findings": found}


def _texts(draft: Draft) -> dict[str, Any]:
    return {
        "draft": draft,
        "stem_html": to_html(draft.stem),
        "options": [
            {"html": to_inline_html(each.text), "is_key": each.is_key, "rationale_html": to_html(each.rationale)}
            for each in draft.options
        ],
        "explanation_html": to_html(draft.explanation),
    }
