"""The second factor of a log-in: what is stored of it is sealed, and a change of it ends every other session."""

import base64
import secrets
from io import BytesIO
from typing import Any

import segno
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from people.models import User
from people.sessions import end_all

SALT = "people.second_factor"


class MFAAdapter(DefaultMFAAdapter):
    """allauth's second factors in Rehearsal's words; a copy of the database alone gives none of them away."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That is not right. A code of the app counts for 30 seconds, and once.",
        "unverified_email": "Confirm your e-mail address first: logging in sends you the mail for that.",
    }

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open what was sealed; under a lost key, return a secret that nobody knows."""
        try:
            return _seal().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()

    def build_totp_svg(self, url: str) -> str:
        """The picture for the app, dark on light also where pages are dark."""
        picture = BytesIO()
        segno.make(url, error="m").save(picture, kind="svg", scale=6, border=4, light="#fff", xmldecl=False)
        return picture.getvalue().decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        return f"Passkey {Authenticator.objects.filter(user=user, type=type).count() + 1}"


def end_other_sessions(sender: object, request: HttpRequest, user: User, **_: Any) -> None:
    """Whoever was in before there was a second factor, or with one that is gone, is in no more."""
    end_all(user)
    user.refresh_from_db(fields=["session_version"])
    update_session_auth_hash(request, user)


def _seal() -> MultiFernet:
    """The newest key seals; each that there was opens."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = [salted_hmac(SALT, "seal", secret=key, algorithm="sha256").digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])
