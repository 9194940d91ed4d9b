"""What no password holds beside what Django refuses: docs/security.md lists the words."""

from django.core.exceptions import ValidationError

from people.models import User

OURS = ["rehearsal", "mockexam"]


class WithoutOurName:
    """Refuse a password with the name of this application, which is the first that somebody would try here."""

    def validate(self, password: str, user: User | None = None) -> None:
        letters = "".join(letter for letter in password.lower() if letter.isalpha())
        if any(word in letters for word in OURS):
            raise ValidationError("The password has the name of this application in it.", code="password_our_name")

    def get_help_text(self) -> str:
        return "The name of this application must not stand in your password."
