from typing import Any

from allauth.account import forms as allauth
from allauth.account.adapter import get_adapter
from allauth.account.fields import PasswordField
from allauth.core import context, ratelimit
from django import forms
from django.conf import settings
from django.http import HttpRequest

from people import time_zones
from people.models import User

DISPLAY_NAME = "How others see you; without one, the part of your e-mail address before the @."
STRONG_ENOUGH = "At least 8 characters; neither a common password nor one close to your e-mail address."


class Plain:
    """allauth's forms with one password field, and without the placeholders that vanish as somebody types."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        fields: dict[str, forms.Field] = self.fields  # type: ignore[attr-defined]
        fields.pop("password2", None)
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, forms.EmailField):
                field.label = "E-mail address"
            elif isinstance(field, PasswordField):
                field.label = str(field.label).capitalize()
                field.help_text = STRONG_ENOUGH if name == "password1" else ""


class LogInForm(Plain, allauth.LoginForm):
    """Log in by e-mail address and password."""


class SignUpForm(Plain, allauth.SignupForm):
    """An account: e-mail address, password and, if wanted, a name; the browser adds its time zone."""

    display_name = forms.CharField(
        max_length=60, required=False, label="Display name (optional)", help_text=DISPLAY_NAME
    )
    time_zone = forms.CharField(required=False, widget=forms.HiddenInput({"data-time-zone": True}))
    field_order = ["email", "display_name", "password1", "time_zone"]

    def clean_email(self) -> str:
        # allauth would cut a longer address short.
        User._meta.get_field("email").run_validators(self.cleaned_data["email"])
        email: str = super().clean_email()
        return email

    def clean_time_zone(self) -> str:
        name: str = self.cleaned_data["time_zone"]
        return name if name in time_zones.names() else settings.TIME_ZONE

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        user.display_name = self.cleaned_data["display_name"]
        user.time_zone = self.cleaned_data["time_zone"]
        user.save(update_fields=["display_name", "time_zone"])


class ResetPasswordForm(Plain, allauth.ResetPasswordForm):
    """Ask for a link by e-mail."""

    def clean_email(self) -> str:
        email: str = super().clean_email()
        adapter, request = get_adapter(), context.request
        # Whether there is such an account makes no difference.
        if not ratelimit.consume(request, action="reset_password_here", key=adapter.account_here(request, email)):
            raise adapter.validation_error("too_many_resets")
        return email


class ResetPasswordKeyForm(Plain, allauth.ResetPasswordKeyForm):
    """Choose a new password by a link."""


class ChangePasswordForm(Plain, allauth.ChangePasswordForm):
    """Choose a new password by the present one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Present password"


class ProfileForm(forms.ModelForm):
    """What a person says about themselves."""

    class Meta:
        model = User
        fields = ["display_name", "time_zone", "theme"]
        widgets = {"theme": forms.RadioSelect}
        help_texts = {"display_name": DISPLAY_NAME, "time_zone": "Times are shown in this zone."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.fields["time_zone"].widget = forms.Select(choices=time_zones.by_region(self.instance.time_zone))
