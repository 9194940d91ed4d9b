"""A sitting as its instructor schedules it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from exams.forms.local_time import LocalTimeField
from exams.models import Blueprint, Sitting
from people.models import Membership, StudyGroup, User

EVERYONE, CHOSEN = "everyone", "chosen"
LATEST = timedelta(days=2 * 365)


def offered(group: StudyGroup, instructor: User) -> Any:
    """The exams that somebody may let a group sit: those that they may sit themselves, and the group's."""
    visible = Blueprint.objects.visible_to(instructor).values("pk")
    shared = Blueprint.objects.filter(shared_with=group).values("pk")
    return Blueprint.objects.filter(Q(pk__in=visible) | Q(pk__in=shared)).order_by("title", "code")


class LastStartForm(forms.Form):
    """The last moment to start, typed in the viewer's time zone."""

    last_start_at = LocalTimeField(label="Last start", help_text="After this, nobody can start any more.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for name, field in self.fields.items():
            if isinstance(field, LocalTimeField):
                field.before = self.initial.get(name)

    def clean_last_start_at(self) -> datetime:
        last: datetime = self.cleaned_data["last_start_at"]
        if last <= timezone.now():
            raise forms.ValidationError("This moment has passed. Nobody could start any more.")
        if last > timezone.now() + LATEST:
            raise forms.ValidationError("That is more than two years ahead.")
        return last


class SittingForm(LastStartForm):
    """Exam, window, who, and when results open."""

    title = forms.CharField(max_length=120, help_text="What the group calls it, like “Mock 3” or “March rehearsal”.")
    blueprint = forms.ModelChoiceField(Blueprint.objects.none(), label="Exam", empty_label=None)
    opens_at = LocalTimeField(label="Opens", help_text="From then on, those who are invited can start.")
    who = forms.ChoiceField(
        choices=[(EVERYONE, "Every member of the group, whoever joins later too"), (CHOSEN, "Chosen people")],
        widget=forms.RadioSelect,
        initial=EVERYONE,
        label="Who is invited",
    )
    invitees = forms.ModelMultipleChoiceField(
        Membership.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label="The chosen people"
    )
    same_order = forms.BooleanField(
        required=False,
        label="The same order of questions and options for all",
        help_text="Otherwise all get the same questions, each in an order of their own.",
    )
    results = forms.ChoiceField(
        choices=Sitting.Results.choices,
        widget=forms.RadioSelect,
        initial=Sitting.Results.ALL_DONE,
        label="When results open",
    )
    field_order = ["title", "blueprint", "opens_at", "last_start_at", "who", "invitees", "same_order", "results"]

    def __init__(self, group: StudyGroup, instructor: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        exams: Any = self.fields["blueprint"]
        exams.queryset = offered(group, instructor)
        exams.label_from_instance = lambda exam: f"{exam.title} ({exam.code}), {exam.minutes} minutes"
        people: Any = self.fields["invitees"]
        people.queryset = Membership.objects.present().filter(group=group).order_by("name", "pk")
        people.label_from_instance = _named

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        opens, last = facts.get("opens_at"), facts.get("last_start_at")
        if opens and last and opens >= last:
            self.add_error("last_start_at", "The last start must come after the opening.")
        if facts.get("who") == CHOSEN and not facts.get("invitees") and "invitees" not in self.errors:
            self.add_error("invitees", "Choose at least one person, or invite every member.")
        return facts

    @property
    def facts(self) -> dict[str, Any]:
        """The sitting's own facts, as the verbs take them."""
        names = ("title", "blueprint", "opens_at", "last_start_at", "same_order", "results")
        return {**{name: self.cleaned_data[name] for name in names}, "everyone": self.cleaned_data["who"] == EVERYONE}

    @property
    def people(self) -> Collection[User]:
        return [membership.person for membership in self.cleaned_data["invitees"].select_related("person")]


class ChangeForm(SittingForm):
    """The same, of a sitting that is there and that nobody has started."""

    anew = forms.BooleanField(
        required=False,
        label="Draw another paper",
        help_text="Another exam, or other people, bring another paper anyway.",
    )


def initial(sitting: Sitting) -> dict[str, Any]:
    """What the form begins with."""
    chosen = Membership.objects.present().filter(group=sitting.group_id, person__in=sitting.invitees.values("pk"))
    return {
        **{name: getattr(sitting, name) for name in ("title", "opens_at", "last_start_at", "same_order", "results")},
        "blueprint": sitting.blueprint_id,
        "who": EVERYONE if sitting.everyone else CHOSEN,
        "invitees": list(chosen.values_list("pk", flat=True)),
    }


def _named(membership: Membership) -> str:
    return f"{membership.name} ({membership.get_role_display().lower()})" if membership.is_teaching else membership.name
