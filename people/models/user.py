from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.db.models.functions import Lower
from django.utils import timezone

from people import time_zones


def validate_time_zone(name: str) -> None:
    """Raise ValidationError for a name that this machine's time zone database does not have."""
    if name not in time_zones.names():
        raise ValidationError("“%(name)s” is not a time zone that we know.", params={"name": name})


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **facts: Any) -> "User":
        """Create a person; without a password nobody can log in as them by one."""
        user = self.model(email=self.normalize_email(email), **facts)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **facts: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        # allauth looks an address up in lower case.
        return (email or "").lower()


class User(AbstractBaseUser, PermissionsMixin):
    """A person, known by e-mail."""

    class Theme(models.TextChoices):
        SYSTEM = "system", "As the system"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    email = models.EmailField("e-mail address")
    display_name = models.CharField(max_length=60, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC", validators=[validate_time_zone])
    theme = models.CharField(max_length=6, choices=Theme.choices, default=Theme.SYSTEM)
    extra_time_since = models.DateTimeField(
        "extra time since",
        null=True,
        blank=True,
        help_text="When the extra time for non-native English speakers was granted; it stands for every later exam.",
    )
    is_instructor = models.BooleanField(
        "approved instructor",
        default=False,
        help_text="May own question sets and exams where not everyone may (APPROVED_AUTHORS_ONLY).",
    )
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    session_version = models.PositiveIntegerField(default=1, editable=False)

    _has_new_password = False

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_email",
                violation_error_message="Somebody has an account with this e-mail address already.",
            )
        ]

    def __str__(self) -> str:
        return self.display_name or self.email.partition("@")[0]

    def clean(self) -> None:
        self.email = User.objects.normalize_email(self.email)

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(raw_password)
        self._has_new_password = True

    def set_unusable_password(self) -> None:
        super().set_unusable_password()
        self._has_new_password = True

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Store the person; a new password, and deactivation, log them out everywhere."""
        if self._state.adding:
            super().save(update_fields=update_fields, **options)
        else:
            self._save_again(update_fields, options)
        self._has_new_password = False

    def _save_again(self, update_fields: Iterable[str] | None, options: dict[str, Any]) -> None:
        ends_sessions = self._has_new_password or not self.is_active
        if ends_sessions and update_fields is not None:
            update_fields = {*update_fields, "session_version"}
        # Counted from what is stored: whoever was loaded before a log-out must not bring the old version back.
        self.session_version = F("session_version") + int(ends_sessions)
        super().save(update_fields=update_fields, **options)
        self.refresh_from_db(fields=["session_version"])

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        # The version stands in the signed cookie, so that a save can check it in its one statement.
        return f"{self.session_version}.{super()._get_session_auth_hash(secret=secret)}"  # type: ignore[misc]
