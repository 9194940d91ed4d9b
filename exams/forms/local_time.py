"""A moment, typed as the clocks of the viewer's time zone show it."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from exams import local_time

SHOWN = "%Y-%m-%dT%H:%M"
YEARS = (2000, 2200)


class LocalTimeField(forms.Field):
    """A date and time in the viewer's zone; one that its clocks skip or show twice is refused in words."""

    default_error_messages = {"invalid": "Write a date and a time, like 2026-03-29 18:30."}

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput({"type": "datetime-local"}, format=SHOWN)
        super().__init__(**{"widget": widget, **options})
        self.before: datetime | None = None

    def prepare_value(self, value: Any) -> Any:
        return timezone.localtime(value).strftime(SHOWN) if isinstance(value, datetime) else value

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        # Left as it was, since it may be one of two moments that show the same time, or have seconds.
        if self.before is not None and value == self.prepare_value(self.before):
            return self.before
        try:
            wall = datetime.fromisoformat(str(value).strip())
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if wall.tzinfo is not None or not YEARS[0] <= wall.year < YEARS[1]:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            return local_time.read(wall, timezone.get_current_timezone())
        except local_time.Unclear as unclear:
            raise ValidationError(str(unclear), code="unclear") from unclear
