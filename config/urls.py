"""Every address of Rehearsal."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView

from config.watch.status import status
from people.mail import needs_mail

# Only what is used of allauth's pages: no second e-mail addresses, and no way in by a code.
accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("signup/", account.signup, name="account_signup"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    # allauth sends people without a password here; they choose one by a link instead.
    path("password/set/", RedirectView.as_view(pattern_name="people:profile"), name="account_set_password"),
    path("password/reset/", needs_mail(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", needs_mail(account.password_reset_done), name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("confirm-email/", needs_mail(account.email_verification_sent), name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)/$", needs_mail(account.confirm_email), name="account_confirm_email"),
]

second_factors = [
    path("", never_cache(mfa.index), name="mfa_index"),
    path("code/", mfa.authenticate, name="mfa_authenticate"),
    path("code/again/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("app/", never_cache(totp.activate_totp), name="mfa_activate_totp"),
    path("app/removal/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", never_cache(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path("recovery-codes/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/file/", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    # They stand on the first page.
    path("passkeys/", RedirectView.as_view(pattern_name="mfa_index"), name="mfa_list_webauthn"),
    path("passkeys/new/", never_cache(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/login/", never_cache(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("passkeys/again/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/removal/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]

urlpatterns = [
    path("admin/", admin.site.urls),
    path("status/", status, name="status"),
    path("accounts/", include(accounts)),
    path("accounts/second-factor/", include(second_factors)),
    path("", include("people.urls")),
    path("", include("questions.urls")),
    path("", include("exams.urls")),
    path("", include("scoring.urls")),
]
handler400 = "config.errors.not_understood"
handler404 = "config.errors.not_found"
