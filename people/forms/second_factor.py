from typing import Any

from allauth.account import forms as allauth
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm

from people.forms.accounts import Plain

CODE = "Code of the app, or a recovery code"


class PasswordAgainForm(Plain, allauth.ReauthenticateForm):
    """Show by the password that one is still who logged in."""


class Coded(Plain):
    """A form that asks for a code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = CODE  # type: ignore[attr-defined]


class CodeOfAppForm(Coded, AuthenticateForm):
    """The second step of a log-in."""


class CodeAgainForm(Coded, ReauthenticateForm):
    """Show by a code that one is still who logged in."""


class NewAppForm(Plain, ActivateTOTPForm):
    """Show that the app knows the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "The six digits that it shows"


class NewPasskeyForm(Plain, AddWebAuthnForm):
    """Name a passkey, and choose whether it logs in alone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "What you call it"
        self.fields["name"].max_length = 60
        alone = self.fields["passwordless"]
        alone.label = "Log in with this passkey alone"
        alone.help_text = "The device asks for your finger, your face or its PIN, and no password is needed."
