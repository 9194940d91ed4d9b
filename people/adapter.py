from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context, ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.ratelimit import get_ip
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse

from people.models import User

AGAIN = {
    "reauthenticate": "Use your password",
    "mfa_reauthenticate": "Use a code of the app, or a recovery code",
    "mfa_reauthenticate:webauthn": "Use a passkey",
}


class AccountAdapter(DefaultAccountAdapter):
    """allauth in Rehearsal's words, and on its pages."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is switched off.",
        "email_password_mismatch": "The e-mail address or the password is not right.",
        "email_taken": "There is an account with this e-mail address already. Log in, or reset its password.",
        "enter_current_password": "That is not your present password.",
        "incorrect_password": "That is not your password.",
        "too_many_resets": "Too many links were asked for. Wait a quarter of an hour, then try again.",
        "too_many_login_attempts": "Too many attempts failed. Wait a quarter of an hour, then try again.",
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a try before its password is looked at: by account and address, then by address and by account."""
        if not ratelimit.consume(
            request, action="login_failed_here", key=self.account_here(request, credentials["email"])
        ):
            raise self.validation_error("too_many_login_attempts")
        super().pre_authenticate(request, **credentials)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        user: User | None = super().authenticate(request, **credentials)
        if user:
            ratelimit.clear(request, action="login_failed_here", key=self.account_here(request, credentials["email"]))
        return user

    def reauthenticate(self, user: User, password: str) -> bool:
        """Ask for the password again; people whom an administrator entered have no address among allauth's own."""
        return self.authenticate(context.request, email=user.email, password=password) == user

    def account_here(self, request: HttpRequest, email: str) -> str:
        """An account, whether there is one or not, as it is asked for from one address."""
        return f"{email.lower()} {get_ip(request)}"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:profile")

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        """The ways to show once more who one is, as links in our words."""
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**method, "description": AGAIN[method["id"]]} for method in methods]

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        try:
            with transaction.atomic():
                super().save_user(request, user, form, commit)
        except IntegrityError as taken:
            # A double click signs up twice at once; the second one finds the account of the first.
            messages.info(request, self.error_messages["email_taken"])
            raise ImmediateHttpResponse(redirect("account_login")) from taken
        return user
