"""Invitations as they are made, and the code of one as it is typed."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from people import addresses
from people.groups.joining import as_code
from people.models import Membership

LASTS = {"1": "A day", "7": "A week", "30": "30 days", "": "Until it is revoked"}
SHOWN = 10


class LinkForm(forms.Form):
    """The terms of a link."""

    role = forms.ChoiceField(widget=forms.RadioSelect, initial=Membership.Role.MEMBER, label="Lets people in as")
    lasts = forms.ChoiceField(choices=list(LASTS.items()), required=False, initial="30", label="Works for")
    most_uses = forms.IntegerField(
        min_value=1, max_value=10_000, required=False, label="Most uses", help_text="Empty: as often as you like."
    )

    def __init__(self, roles: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        field: Any = self.fields["role"]
        field.choices = [(role, Membership.Role(role).label) for role in roles]
        if len(roles) == 1:
            field.widget = forms.HiddenInput()

    def clean_lasts(self) -> timedelta | None:
        days: str = self.cleaned_data["lasts"]
        return timedelta(days=int(days)) if days else None


class MailForm(forms.Form):
    """Many addresses at once; all of them are good, or nothing is stored."""

    addresses = forms.CharField(
        widget=forms.Textarea({"rows": 6}),
        label="E-mail addresses",
        help_text=f"A line each, or separated by commas; at most {addresses.MOST} at once.",
        max_length=2_000_000,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_addresses(self) -> tuple[str, ...]:
        text: str = self.cleaned_data["addresses"]
        number = addresses.how_many(text)
        if number > addresses.MOST:
            raise ValidationError(
                f"These are {number:,} addresses; {addresses.MOST} go at once. Nothing was stored. "
                "For more people, give them a link."
            )
        pasted = addresses.read(text)
        if pasted.wrong:
            raise ValidationError([f"{problem}" for problem in _told(pasted.wrong)])
        if not pasted.addresses:
            raise ValidationError("There is no address in this.")
        return pasted.addresses


class CodeForm(forms.Form):
    """The code of an invitation, as somebody reads it out."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="Twelve letters and digits; spaces, and capital or small letters, do not matter.",
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})

    def clean_code(self) -> str:
        code = as_code(self.cleaned_data["code"])
        if not code:
            raise ValidationError("A code has twelve letters and digits.")
        return code


def _told(wrong: tuple[tuple[int, str], ...]) -> Iterator[str]:
    yield "Nothing was stored, because of what is no e-mail address:"
    for line, written in wrong[:SHOWN]:
        yield f"Line {line}: “{written if len(written) < 60 else written[:60] + '…'}”"
    if len(wrong) > SHOWN:
        yield f"And {len(wrong) - SHOWN} more."
