"""What a group is, and what somebody is called in it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from people.groups.naming import NameTaken
from people.models import Membership, StudyGroup
from people.names import tidy

NAME = "What the others in this group see. They never see your e-mail address."


class TidyName(forms.CharField):
    """A name on one line that can be seen."""

    def clean(self, value: Any) -> str:
        name: str = super().clean(tidy(value) if isinstance(value, str) else value)
        return name


class GroupForm(forms.ModelForm):
    """Name, purpose, and what the leaderboard shows."""

    name = TidyName(max_length=80)

    class Meta:
        model = StudyGroup
        fields = ["name", "about", "standings"]
        labels = {"standings": "The leaderboard shows"}
        help_texts = {"about": "What it is for, when it meets. Its members see this."}
        widgets = {"about": forms.Textarea({"rows": 4}), "standings": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})


class FoundingForm(GroupForm):
    """A new group, and what its owner is called in it."""

    known_as = TidyName(max_length=60, label="Your name in this group", help_text=NAME)

    class Meta(GroupForm.Meta):
        fields = ["name", "about"]


class NameForm(forms.ModelForm):
    """What somebody is called in a group, and whether they take part in its leaderboard."""

    name = TidyName(max_length=60, label="Your name in this group", help_text=NAME)
    ranked = forms.BooleanField(
        required=False,
        label="Take part in the leaderboard",
        help_text="Your best estimates then stand there. You can change this at any time.",
    )
    pseudonym = TidyName(
        max_length=60,
        required=False,
        label="Pseudonym on the leaderboard (optional)",
        help_text="Without one, your name in this group stands there.",
    )

    class Meta:
        model = Membership
        fields = ["name", "pseudonym"]

    field_order = ["name", "ranked", "pseudonym"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["ranked"].initial = bool(self.instance.ranked_since)

    def refuse(self, taken: NameTaken) -> None:
        """Say beside its field that a name is taken."""
        self.add_error(taken.field, ValidationError(str(taken)))

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "pseudonym", "ranked")}
