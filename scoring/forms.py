"""What a candidate says against a key, and what a judge answers."""

from string import ascii_uppercase
from typing import Any

from django import forms
from django.core.validators import URLValidator

from exams.forms.acting import ReasonForm
from exams.models import Intervention
from questions.models import Revision
from scoring import rulings
from scoring.models import Ruling
from scoring.rules import Ruled, RulingKind

LONGEST = 4000
STANDS = "stands"


class ChallengeForm(forms.Form):
    """A reason, and where it is written."""

    reason = forms.CharField(
        label="What is wrong, and why",
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5, "autofocus": True}),
        help_text="Name options by the letters that you saw, or by their words.",
    )
    reference = forms.CharField(
        label="Where it is written",
        required=False,
        max_length=500,
        validators=[URLValidator(schemes=["http", "https"], message="Give an address that begins with https://")],
        widget=forms.URLInput({"placeholder": "https://"}),
        help_text="The address of a page that says so, best in the maker's own documentation.",
    )


class InterventionForm(ReasonForm):
    """What an instructor does to an attempt besides its time; voiding one takes a second look."""

    kind = forms.ChoiceField(choices=Intervention.Kind.choices)
    is_sure = forms.BooleanField(required=False)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") == Intervention.Kind.VOID and not given.get("is_sure"):
            self.add_error("is_sure", "Tick the box as well: an attempt that is void stays void.")
        return given


class AnswerForm(forms.Form):
    """A decision about open challenges of one revision, with its reason."""

    challenges = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput)
    decision = forms.ChoiceField(choices=[(STANDS, "The key stands"), *Ruling.KINDS], widget=forms.RadioSelect)
    options = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)
    reason = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text="Candidates read it beside the decision. Name options by their words: each saw letters of their own.",
    )

    def __init__(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"answer-{revision.pk}-%s", "label_suffix": "", **kwargs})
        self.revision = revision
        known: Any = self.fields["challenges"]
        known.choices = [(each.pk, each.pk) for each in revision.challenges.all()]
        words: Any = self.fields["options"]
        words.choices = [(number, f"{ascii_uppercase[number]}. {text}") for number, text in enumerate(revision.options)]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        decision, options = given.get("decision", STANDS), given.get("options")
        if decision == STANDS and options:
            self.add_error("options", "Where the key stands, name no options.")
        elif (
            decision != STANDS and options is not None and (wrong := rulings.problem(self.revision, decision, options))
        ):
            self.add_error("options", wrong)
        return given

    def ruled(self) -> Ruled | None:
        """The ruling that a valid form asks for; none where the key stands."""
        decision = self.cleaned_data["decision"]
        if decision == STANDS:
            return None
        return Ruled(RulingKind(decision), frozenset(self.cleaned_data["options"]))


class RemarkForm(forms.Form):
    """What a member says about a question."""

    text = forms.CharField(
        max_length=2000, label="Say something about this question", widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", "auto_id": False, **kwargs})
