"""A question as its author types it, and as a draft."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from questions import lint
from questions.drafts import Draft, Level, Reference, Waiver
from questions.forms.options import LONGEST, options
from questions.models import Objective, QuestionSet
from questions.reading.checks import problems_of

DIFFICULTIES = [(1, "1 recall"), (2, "2 apply"), (3, "3 weigh several constraints")]


def _text(lines: int, **facts: Any) -> forms.CharField:
    # The spaces at the beginning may make a line code.
    return forms.CharField(widget=forms.Textarea({"rows": lines}), max_length=LONGEST, strip=False, **facts)


def _day(label: str) -> forms.DateField:
    return forms.DateField(required=False, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), label=label)


class QuestionForm(forms.Form):
    """The facts of a question; its options are rows beside them, read by `options`."""

    title = forms.CharField(max_length=200, required=False, help_text="A short name, for lists of questions.")
    stem = _text(7, help_text="Markdown: code, tables, lists.")
    objective = forms.ModelChoiceField(Objective.objects.none(), label="Task statement")
    difficulty = forms.TypedChoiceField(choices=DIFFICULTIES, coerce=int, initial=2)
    explanation = _text(3, required=False, help_text="Of the question as a whole, if the rationales do not say it.")
    takeaway = _text(2, required=False, help_text="One sentence to remember.")
    tags = forms.CharField(max_length=2000, required=False, help_text="Services and concepts, with commas between.")
    references = _text(2, required=False, help_text="A line each: title | https://address")
    checked_on = _day("Facts checked on")
    verified = _text(2, required=False, label="What was checked", help_text="Against which page, in a sentence.")
    review_by = _day("Review by")
    waivers = _text(2, required=False, help_text="Findings that stand, a line each: rule | reason")
    order_locked = forms.BooleanField(required=False, label="Keep the options in this order")

    def __init__(self, question_set: QuestionSet, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        objectives: Any = self.fields["objective"]
        objectives.queryset = Objective.objects.filter(domain__outline=question_set.outline_id).order_by("code")

    def clean_references(self) -> tuple[Reference, ...]:
        lines = _lines(self.cleaned_data["references"])
        pairs = [tuple(part.strip() for part in line.rpartition("|")[::2]) for line in lines]
        if not all(title and url for title, url in pairs):
            raise ValidationError("Write each reference as: title | https://address")
        if not all(_is_page(url) for _, url in pairs):
            raise ValidationError("The address of a reference begins with https://")
        return tuple(Reference(title, url) for title, url in pairs)

    def clean_waivers(self) -> tuple[Waiver, ...]:
        lines = _lines(self.cleaned_data["waivers"])
        pairs = [tuple(part.strip() for part in line.partition("|")[::2]) for line in lines]
        if not all(rule and reason for rule, reason in pairs):
            raise ValidationError("Write each waiver as: rule | reason")
        return tuple(Waiver(rule, reason) for rule, reason in pairs)

    def clean_tags(self) -> tuple[str, ...]:
        tags = [tag.strip() for tag in self.cleaned_data["tags"].split(",") if tag.strip()]
        if any(len(tag) > 60 for tag in tags):
            raise ValidationError("A tag has at most 60 characters.")
        return tuple(dict.fromkeys(tags))

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        if not self.errors:
            for message in _errors(self.draft()):
                self.add_error(None, message)
        return facts

    def draft(self, **facts: Any) -> Draft:
        """What is typed, as far as it can be read; further facts, such as the name, come from outside."""
        typed = {name: _plain(self.cleaned_data.get(name)) for name in self.fields if name != "objective"}
        said = {name: value for name, value in typed.items() if value not in (None, "")}
        objective = self.cleaned_data.get("objective")
        given = {"name": "", "stem": "", "objective": objective.code if objective else "", **said}
        return Draft(**{**given, "options": options(self.data), **facts})


def initial(draft: Draft, objective: Objective) -> dict[str, Any]:
    """A draft as the form shows it."""
    as_they_are = (
        "title",
        "stem",
        "difficulty",
        "explanation",
        "takeaway",
        "order_locked",
        "checked_on",
        "review_by",
        "verified",
    )
    return {
        **{name: getattr(draft, name) for name in as_they_are},
        "objective": objective,
        "tags": ", ".join(draft.tags),
        "references": "\n".join(f"{reference.title} | {reference.url}" for reference in draft.references),
        "waivers": "\n".join(f"{waiver.rule} | {' '.join(waiver.reason.split())}" for waiver in draft.waivers),
    }


def _errors(draft: Draft) -> list[str]:
    """Why a question cannot be stored: it is none, or the lint says that it must not be sat."""
    if any(len(text) > LONGEST for text in draft.texts()):
        return [f"An option and its rationale have at most {LONGEST} characters each."]
    if wrong := [problem.message for problem in problems_of(draft) if problem.level is Level.ERROR]:
        return [_sentence(message) for message in wrong]
    found = lint.findings(draft, timezone.localdate())
    return [_sentence(f"{each.where} {each.message}") for each in found if each.level is Level.ERROR]


def _sentence(message: str) -> str:
    return f"The question {message}" if message.startswith(("has", "marks")) else message[:1].upper() + message[1:]


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _is_page(url: str) -> bool:
    try:
        address = urlsplit(url)
    except ValueError:
        return False
    return address.scheme in {"http", "https"} and bool(address.netloc)


def _plain(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    # A browser sends CR LF, which would make a new wording of an old one.
    return value.replace("\r\n", "\n").strip("\n") if value.strip() else ""
