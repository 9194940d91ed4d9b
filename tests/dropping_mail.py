"""A mail server that takes a mail and then drops the connection, so that nobody knows whether it was sent."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

taken: list[EmailMessage] = []


class EmailBackend(BaseEmailBackend):
    """Named by EMAIL_BACKEND."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        taken.extend(email_messages)
        raise ConnectionResetError("The server has hung up.")
