"""What an instructor says when acting on somebody's attempt."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms

from exams.adjusting import LONGEST_REASON

MOST_MINUTES = 600


class ReasonForm(forms.Form):
    """A reason, which the candidate reads."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    reason = forms.CharField(
        max_length=LONGEST_REASON,
        widget=forms.TextInput({"list": "reasons", "autocomplete": "off"}),
        error_messages={"required": "Give a reason: the candidate reads it."},
    )


class MoreTimeForm(ReasonForm):
    """So many minutes more, and why."""

    minutes = forms.IntegerField(
        min_value=1,
        max_value=MOST_MINUTES,
        initial=15,
        error_messages={
            "min_value": "More time is at least a minute; time that was given is never taken away.",
            "max_value": f"More time is at most {MOST_MINUTES} minutes at once.",
            "invalid": "Give the minutes as a whole number.",
        },
    )
    token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)
    field_order = ["minutes", "reason"]

    @property
    def by(self) -> timedelta:
        return timedelta(minutes=self.cleaned_data["minutes"])

    @property
    def given(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"], "token": self.cleaned_data["token"]}
