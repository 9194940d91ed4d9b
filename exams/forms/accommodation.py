"""Asking for more time, and the answer."""

from typing import Any

from django import forms

from exams.models import Accommodation

Kind = Accommodation.Kind
LONGEST_BREAKS = 240


class AskForm(forms.Form):
    """What somebody asks for, and why."""

    kind = forms.ChoiceField(choices=Kind.choices, label="What you ask for")
    reason = forms.CharField(
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="The instructors of this group alone see it, and it is erased after 90 days.",
    )

    def __init__(self, *args: Any, has_extra: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        if not has_extra:
            kinds: Any = self.fields["kind"]
            kinds.choices = [choice for choice in Kind.choices if choice[0] != Kind.EXTRA]


class DecisionForm(forms.Form):
    """Yes or no, with a word to it."""

    answer = forms.ChoiceField(choices=[("grant", "Grant"), ("decline", "Decline")])
    note = forms.CharField(max_length=200, required=False, label="Note (optional)", help_text="The person reads it.")
    break_minutes = forms.IntegerField(
        min_value=1, max_value=LONGEST_BREAKS, required=False, label="Minutes of breaks, in all"
    )
    for_all = forms.BooleanField(required=False, label="For all later sittings of this group")

    def __init__(self, asked: Accommodation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "auto_id": f"request-{asked.pk}-%s", **kwargs})
        self.asked = asked
        if asked.kind != Kind.BREAKS:
            del self.fields["break_minutes"]
        if asked.sitting_id is None:
            del self.fields["for_all"]

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        is_missing = "break_minutes" in self.fields and not facts.get("break_minutes")
        if facts.get("answer") == "grant" and is_missing and "break_minutes" not in self.errors:
            self.add_error("break_minutes", "Say how many minutes the breaks may last in all.")
        return facts

    @property
    def facts(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            "is_granted": typed["answer"] == "grant",
            "note": typed["note"],
            "break_minutes": typed.get("break_minutes"),
            "for_all": typed.get("for_all", False),
        }
