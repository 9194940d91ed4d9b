"""A question as its author types it, and as a draft."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from questions import lint
from questions.drafts import Draft, DraftOption, Level, Reference, Waiver
from questions.models import Objective, QuestionSet
from questions.reading.checks import problems_of

LINES = {"rows": 2}
FEWEST_ROWS, MOST_OPTIONS = 4, 12
DIFFICULTIES = [(1, "1 recall"), (2, "2 apply"), (3, "3 weigh several constraints")]


class QuestionForm(forms.Form):
    """The facts of a question; its options are rows beside them, read by `options`."""

    stem = forms.CharField(widget=forms.Textarea({"rows": 7}), help_text="Markdown: code, tables, lists.")
    objective = forms.ModelChoiceField(Objective.objects.none(), label="Task statement")
    difficulty = forms.TypedChoiceField(choices=DIFFICULTIES, coerce=int, initial=2)
    explanation = forms.CharField(
        widget=forms.Textarea({"rows": 3}),
        required=False,
        help_text="Of the question as a whole, if the rationales do not say it.",
    )
    takeaway = forms.CharField(widget=forms.Textarea(LINES), required=False, help_text="One sentence to remember.")
    tags = forms.CharField(max_length=500, required=False, help_text="Services and concepts, with commas between.")
    references = forms.CharField(
        widget=forms.Textarea(LINES), required=False, help_text="A line each: title | https://address"
    )
    checked_on = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}), label="Facts checked on")
    review_by = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}), label="Review by")
    waivers = forms.CharField(
        widget=forms.Textarea(LINES), required=False, help_text="Findings that stand, a line each: rule | reason"
    )
    order_locked = forms.BooleanField(required=False, label="Keep the options in this order")

    def __init__(self, question_set: QuestionSet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        objectives: Any = self.fields["objective"]
        objectives.queryset = Objective.objects.filter(domain__outline=question_set.outline_id).order_by("code")

    def clean_references(self) -> tuple[Reference, ...]:
        pairs = _pairs(self.cleaned_data["references"], "Write each reference as: title | https://address")
        if any(urlsplit(url).scheme not in {"http", "https"} for _, url in pairs):
            raise ValidationError("The address of a reference begins with https://")
        return tuple(Reference(title, url) for title, url in pairs)

    def clean_waivers(self) -> tuple[Waiver, ...]:
        pairs = _pairs(self.cleaned_data["waivers"], "Write each waiver as: rule | reason")
        return tuple(Waiver(rule, reason) for rule, reason in pairs)

    def clean_tags(self) -> tuple[str, ...]:
        tags = [tag.strip().lower() for tag in self.cleaned_data["tags"].split(",") if tag.strip()]
        if any(len(tag) > 60 for tag in tags):
            raise ValidationError("A tag has at most 60 characters.")
        return tuple(dict.fromkeys(tags))

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        if not self.errors:
            draft = self.draft()
            errors = [problem.message for problem in problems_of(draft) if problem.level is Level.ERROR]
            found = lint.findings(draft, timezone.localdate())
            errors += [f"{finding.where} {finding.message}" for finding in found if finding.level is Level.ERROR]
            for message in errors:
                self.add_error(
                    None, f"The question {message}" if message.startswith(("has", "marks")) else message.capitalize()
                )
        return facts

    def draft(self, **facts: Any) -> Draft:
        """What is typed; further facts, such as the name, come from outside."""
        typed = {name: self.cleaned_data.get(name) for name in self.fields if name != "objective"}
        objective = self.cleaned_data.get("objective")
        return Draft(
            **{
                "name": "",
                **{name: value for name, value in typed.items() if value not in (None, "")},
                "objective": objective.code if objective else "",
                "stem": (typed["stem"] or "").replace("\r\n", "\n"),
                "options": options(self.data),
                **facts,
            }
        )


def options(typed: Any) -> tuple[DraftOption, ...]:
    """The rows of options that are filled; `key` holds the numbers of the right ones, from 0."""
    if not isinstance(typed, QueryDict):
        return ()
    texts, rationales = typed.getlist("option"), typed.getlist("rationale")
    rows = zip(texts, [*rationales, *[""] * len(texts)], strict=False)
    keys = set(typed.getlist("key"))
    return tuple(
        DraftOption(text.strip().replace("\r\n", "\n"), str(number) in keys, rationale.strip().replace("\r\n", "\n"))
        for number, (text, rationale) in enumerate(rows)
        if text.strip()
    )


def initial(draft: Draft, objective: Objective) -> dict[str, Any]:
    """A draft as the form shows it."""
    return {
        **{name: getattr(draft, name) for name in ("stem", "difficulty", "explanation", "takeaway", "order_locked")},
        **{name: getattr(draft, name) for name in ("checked_on", "review_by")},
        "objective": objective,
        "tags": ", ".join(draft.tags),
        "references": "\n".join(f"{reference.title} | {reference.url}" for reference in draft.references),
        "waivers": "\n".join(f"{waiver.rule} | {waiver.reason}" for waiver in draft.waivers),
    }


def rows(given: tuple[DraftOption, ...]) -> list[DraftOption]:
    """Rows to type options into: those that are there, and some empty ones."""
    empty = max(FEWEST_ROWS - len(given), 1 if len(given) < MOST_OPTIONS else 0)
    return [*given, *[DraftOption("", False)] * empty]


def _pairs(text: str, advice: str) -> list[tuple[str, str]]:
    lines = [line for line in text.splitlines() if line.strip()]
    pairs = [tuple(part.strip() for part in line.split("|", 1)) for line in lines]
    if any(len(pair) != 2 or not all(pair) for pair in pairs):
        raise ValidationError(advice)
    return [(first, second) for first, second in pairs]
