from people.forms.accounts import (
    ChangePasswordForm,
    LogInForm,
    ProfileForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
    SignUpForm,
)
from people.forms.farewell import FarewellForm
from people.forms.groups import FoundingForm, GroupForm, NameForm
from people.forms.invitations import CodeForm, LinkForm, MailForm
from people.forms.second_factor import CodeAgainForm, CodeOfAppForm, NewAppForm, NewPasskeyForm, PasswordAgainForm
from people.forms.sharing import SharingForm

__all__ = [
    "ChangePasswordForm",
    "CodeAgainForm",
    "CodeForm",
    "CodeOfAppForm",
    "FarewellForm",
    "FoundingForm",
    "GroupForm",
    "LinkForm",
    "LogInForm",
    "MailForm",
    "NameForm",
    "NewAppForm",
    "NewPasskeyForm",
    "PasswordAgainForm",
    "ProfileForm",
    "ResetPasswordForm",
    "ResetPasswordKeyForm",
    "SharingForm",
    "SignUpForm",
]
