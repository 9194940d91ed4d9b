from datetime import datetime
from string import ascii_uppercase
from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime

from exams.models import Attempt, Blueprint, Response, Sitting
from questions.admin.tables import table


class BlueprintForm(forms.ModelForm):
    """A blueprint as an administrator writes it."""

    def clean_weights(self) -> dict[str, Any]:
        weights = self.cleaned_data["weights"]
        if not isinstance(weights, dict):
            raise forms.ValidationError('Write the weights like this: {"1": 60, "2": 40}.')
        return weights

    def _post_clean(self) -> None:
        # Whether a paper can fulfil it can only be asked once every number is there.
        if not self.errors:
            super()._post_clean()  # type: ignore[misc]


@admin.register(Blueprint)
class BlueprintAdmin(admin.ModelAdmin):
    """The specification of an exam; one that no paper can fulfil is refused."""

    form = BlueprintForm
    list_display = ["code", "title", "outline", "questions", "scored", "minutes", "extra_minutes", "valid_until"]
    list_select_related = ["outline"]
    search_fields = ["code", "title"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_change_permission(self, request: HttpRequest, blueprint: Blueprint | None = None) -> bool:
        return not (blueprint and blueprint.is_bundled) and super().has_change_permission(request, blueprint)


@admin.register(Attempt)
class AttemptAdmin(admin.ModelAdmin):
    """An attempt, to look at: nothing about one is ever changed here."""

    list_display = ["id", "candidate", "started_at", "handed_in_at", "ending", "blueprint"]
    list_display_links = ["id", "candidate"]
    list_filter = [
        "blueprint",
        ("handed_in_at", admin.EmptyFieldListFilter),
        "ending",
        "could_read_keys",
        "started_at",
    ]
    list_select_related = ["candidate", "blueprint"]
    search_fields = ["candidate__email", "candidate__display_name"]
    date_hierarchy = "started_at"
    fields = [
        *["candidate", "blueprint", "seed", "started_at", "deadline", "handed_in_at", "ending"],
        *["report_opened_at", "could_read_keys", "changes", "paper"],
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attempt]:
        # Nobody looks behind the paper that they sit themselves, nor at what others answer on one that they await.
        attempts: QuerySet[Attempt] = super().get_queryset(request)
        awaited = Sitting.objects.awaited_by(request.user).values("pk")
        own = Q(candidate=request.user.pk, handed_in_at=None)
        return attempts.exclude(own | Q(sitting__isnull=False, sitting__in=awaited))

    @admin.display(description="Changes of the deadline")
    def changes(self, attempt: Attempt) -> str:
        rows = [
            (_moment(change.made_at), change.made_by or "-", f"{change.seconds / 60:+g} min", change.reason)
            for change in attempt.adjustments.select_related("made_by")
        ]
        return table(["When", "By", "How much", "Why"], rows) if rows else "-"

    @admin.display(description="Responses")
    def paper(self, attempt: Attempt) -> str:
        heads = ["", "Question", "Scored", "Chosen", "Struck out", "Flagged", "Seconds", "Edits", "Saved"]
        return table(heads, map(_line, attempt.responses.select_related("revision__question")))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, attempt: Attempt | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, attempt: Attempt | None = None) -> bool:
        return False


def _line(response: Response) -> tuple[Any, ...]:
    question = response.revision.question
    page = reverse("admin:questions_question_change", args=[question.pk])
    return (
        response.position,
        format_html('<a href="{}">{}</a>', page, response.revision),
        "yes" if response.scored else "",
        _letters(response.chosen),
        _letters(response.struck),
        "yes" if response.flagged else "",
        response.seconds,
        response.counter,
        _moment(response.saved_at),
    )


def _moment(moment: datetime | None) -> str:
    return date_format(localtime(moment), "j M Y, H:i:s") if moment else ""


def _letters(options: list[int]) -> str:
    return " ".join(ascii_uppercase[option] for option in options)
