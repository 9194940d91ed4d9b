"""An exam as its author writes it, besides its domains."""

from typing import Any

from django import forms

from exams.models.blueprint import MOST_QUESTIONS
from questions.models import QuestionSet

OPTIONS: Any = {"min_value": 2, "max_value": 12, "required": False}
PAIRS = {"single_options": ("single_least", "single_most"), "multiple_options": ("multiple_least", "multiple_most")}
NUMBERS = ("questions", "scored", "minutes", "extra_minutes", "scale_min", "scale_max", "pass_scaled")


class ExamForm(forms.Form):
    """The numbers of an exam, the kinds of its questions, and the sets that feed it."""

    code = forms.RegexField(
        r"\A[-\w]{1,40}\Z", max_length=40, help_text="Letters, digits and hyphens, in the address of the exam."
    )
    title = forms.CharField(max_length=200)
    questions = forms.IntegerField(min_value=1, max_value=MOST_QUESTIONS, label="Questions on a paper")
    scored = forms.IntegerField(min_value=1, max_value=MOST_QUESTIONS, label="Of them scored")
    minutes = forms.IntegerField(min_value=1, max_value=10_000)
    extra_minutes = forms.IntegerField(
        min_value=0, max_value=10_000, initial=0, label="Accommodation", help_text="Minutes more, on request."
    )
    scale_min = forms.IntegerField(min_value=0, max_value=32_767, initial=0, label="Scale from")
    scale_max = forms.IntegerField(min_value=1, max_value=32_767, initial=100, label="Scale to")
    pass_scaled = forms.IntegerField(
        min_value=0, max_value=32_767, required=False, label="Pass mark", help_text="Empty: the exam has none."
    )
    single_least = forms.IntegerField(**OPTIONS, initial=4, label="Multiple choice: fewest options")
    single_most = forms.IntegerField(**OPTIONS, initial=4, label="Multiple choice: most options")
    multiple_least = forms.IntegerField(**OPTIONS, initial=5, label="Multiple response: fewest options")
    multiple_most = forms.IntegerField(**OPTIONS, initial=6, label="Multiple response: most options")
    share_least = forms.IntegerField(min_value=0, max_value=100, initial=0, label="Multiple response: least, %")
    share_most = forms.IntegerField(min_value=0, max_value=100, initial=100, label="Multiple response: most, %")
    sets = forms.ModelMultipleChoiceField(
        QuestionSet.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label="Sets that feed it",
        help_text="None: every set of the outline that the candidate may draw from.",
    )
    open_to_sit = forms.BooleanField(
        required=False,
        label="Everyone may sit it",
        help_text="Otherwise it is offered to you, and to the groups that you share it with.",
    )

    def __init__(self, sets: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        field: Any = self.fields["sets"]
        field.queryset = sets
        field.label_from_instance = lambda question_set: f"{question_set} ({question_set.outline})"

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        for pair in PAIRS.values():
            if (facts.get(pair[0]) is None) != (facts.get(pair[1]) is None) and not set(pair) & set(self.errors):
                self.add_error(pair[1], "Give both numbers, or neither where the exam does not have the kind.")
        return facts

    def as_facts(self) -> dict[str, Any]:
        """What was typed, as exam.yaml would have it."""
        typed = self.cleaned_data
        pairs = {name: _pair(typed[least], typed[most]) for name, (least, most) in PAIRS.items()}
        share = [typed["share_least"] / 100, typed["share_most"] / 100]
        numbers = {name: typed[name] for name in NUMBERS}
        return {"code": typed["code"], "title": typed["title"], **numbers, **pairs, "multiple_share": share}

    @property
    def groups(self) -> list[tuple[str, list[Any]]]:
        """The fields by what they are about, in the order of the page."""
        return [
            (legend, [self[name] for name in names])
            for legend, names in (
                ("Size and time", ("questions", "scored", "minutes", "extra_minutes")),
                ("Score", ("scale_min", "scale_max", "pass_scaled")),
                (
                    "Kinds of questions",
                    ("single_least", "single_most", "multiple_least", "multiple_most", "share_least", "share_most"),
                ),
            )
        ]


def initial(facts: dict[str, Any]) -> dict[str, Any]:
    """What the form begins with, from an exam's facts."""
    pairs = {
        field: number
        for name, fields in PAIRS.items()
        for field, number in zip(fields, facts.get(name) or ("", ""), strict=True)
    }
    least, most = facts.get("multiple_share", (0, 1))
    shares = {"share_least": round(100 * least), "share_most": round(100 * most)}
    return {**{name: facts[name] for name in ("code", "title", *NUMBERS) if name in facts}, **pairs, **shares}


def _pair(least: int | None, most: int | None) -> list[int] | None:
    return None if least is None or most is None else [least, most]
