from typing import Any

from django import forms

from people.models import User


class FarewellForm(forms.Form):
    """The person's password once more; without one, their e-mail address as they type it."""

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.person = person
        if person.has_usable_password():
            widget = forms.PasswordInput({"autocomplete": "current-password"})
            self.fields["password"] = forms.CharField(label="Password", strip=False, widget=widget)
        else:
            help_text = f"This account has no password: type {person.email} instead."
            self.fields["email"] = forms.CharField(label="E-mail address", help_text=help_text)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if not self.person.check_password(password):
            raise forms.ValidationError("That is not your password.")
        return password

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        if email.strip().lower() != self.person.email.lower():
            raise forms.ValidationError("That is not the address of this account.")
        return email
