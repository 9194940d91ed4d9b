from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse

from people.models import User


class AccountAdapter(DefaultAccountAdapter):
    """allauth in Rehearsal's words, and on its pages."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is switched off.",
        "email_password_mismatch": "The e-mail address or the password is not right.",
        "email_taken": "There is an account with this e-mail address already. Log in, or reset its password.",
        "enter_current_password": "That is not your present password.",
        "too_many_login_attempts": "Too many attempts failed. Wait five minutes, then try again.",
    }

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:profile")

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        try:
            with transaction.atomic():
                super().save_user(request, user, form, commit)
        except IntegrityError as taken:
            # A double click signs up twice at once; the second one finds the account of the first.
            messages.info(request, self.error_messages["email_taken"])
            raise ImmediateHttpResponse(redirect("account_login")) from taken
        return user
