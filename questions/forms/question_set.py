"""What the authors of a set say about it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from people.models import User
from questions.models import QuestionSet


class SetForm(forms.ModelForm):
    """Title, licence, the two permissions that do not imply each other, and who writes along."""

    co_authors = forms.CharField(
        required=False,
        label="Co-authors",
        widget=forms.Textarea({"rows": 2}),
        help_text="E-mail addresses, a line each. Whoever has an account with one of them may change the set and read "
        "its keys. Nobody is told which have one: for an address whose owner signs up later, save this again.",
    )

    class Meta:
        model = QuestionSet
        fields = ["title", "licence", "open_to_draw", "open_to_read"]
        labels = {
            "open_to_draw": "Everyone's papers may be drawn from it",
            "open_to_read": "Everyone may read its keys",
        }
        help_texts = {
            "open_to_draw": "Otherwise only the papers of its authors, and of groups that it is shared with, are.",
            "open_to_read": "Whoever could read the keys before an exam is marked as such, and never ranked.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        known = self.instance.co_authors.values_list("email", flat=True)
        self.fields["co_authors"].initial = "\n".join(sorted({*self.instance.co_author_addresses, *known}))

    @property
    def permissions(self) -> list[forms.BoundField]:
        """Both boxes, neither of which implies the other."""
        return [self["open_to_draw"], self["open_to_read"]]

    def clean_co_authors(self) -> list[str]:
        lines = self.cleaned_data["co_authors"].lower().split("\n")
        addresses = {line.strip() for line in lines if line.strip()}
        for address in sorted(addresses):
            try:
                validate_email(address)
            except ValidationError:
                raise ValidationError(f"“{address}” is no e-mail address.") from None
        owner = self.instance.owner
        return sorted(addresses - {owner.email if owner else ""})

    def save(self, commit: bool = True) -> QuestionSet:
        # Nothing here tells whose addresses have an account: that is nobody's business but theirs.
        self.instance.co_author_addresses = addresses = self.cleaned_data["co_authors"]
        question_set: QuestionSet = super().save(commit)
        question_set.co_authors.set(User.objects.filter(email__in=addresses))
        return question_set
