"""Every address of Rehearsal."""

from allauth.account import views as account
from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from config.watch.status import status
from people.mail import needs_mail

# Only what is used of allauth's pages: no second e-mail addresses, and no way in by a code.
accounts = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("signup/", account.signup, name="account_signup"),
    path("inactive/", account.account_inactive, name="account_inactive"),
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

urlpatterns = [
    path("admin/", admin.site.urls),
    path("status/", status, name="status"),
    path("accounts/", include(accounts)),
    path("", include("people.urls")),
    path("", include("questions.urls")),
    path("", include("exams.urls")),
    path("", include("scoring.urls")),
]
