from typing import Any

from django import forms

from people import sharing
from people.models import StudyGroup, User


class SharingForm(forms.Form):
    """The groups that something is shared with."""

    groups = forms.ModelMultipleChoiceField(
        StudyGroup.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label="Shared with groups"
    )

    def __init__(self, shared_with: Any, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.shared_with, self.person = shared_with, person
        field: Any = self.fields["groups"]
        field.queryset = sharing.choices(shared_with, person)
        field.initial = list(shared_with.values_list("pk", flat=True))
        field.label_from_instance = _told

    def save(self) -> None:
        sharing.share(self.shared_with, self.cleaned_data["groups"], self.person)


def _told(group: StudyGroup) -> str:
    return f"{group} (archived)" if group.archived_at else str(group)
