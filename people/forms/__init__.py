from people.forms.accounts import (
    ChangePasswordForm,
    LogInForm,
    ProfileForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SignUpForm,
)
from people.forms.groups import FoundingForm, GroupForm, NameForm
from people.forms.invitations import CodeForm, LinkForm, MailForm
from people.forms.sharing import SharingForm

__all__ = [
    "ChangePasswordForm",
    "CodeForm",
    "FoundingForm",
    "GroupForm",
    "LinkForm",
    "LogInForm",
    "MailForm",
    "NameForm",
    "ProfileForm",
    "ResetPasswordForm",
    "ResetPasswordKeyForm",
    "SharingForm",
    "SignUpForm",
]
