from typing import cast

from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import LogEntry
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from people import extra_time, farewell
from people.look_only import LookOnly
from people.models import Deed, Membership, StudyGroup, User

admin.site.site_header = admin.site.site_title = "Rehearsal"
admin.site.index_title = "Administration"
# The admin's own log-in page counts no failures; ours does.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


class NewPersonForm(AdminUserCreationForm):
    """A person whom an administrator enters; without a password they choose one by a link."""

    class Meta:
        model = User
        fields = ["email", "display_name"]


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Somebody with an account."""

    form = forms.ModelForm
    add_form = NewPersonForm
    ordering = ["email"]
    list_display = ["email", "display_name", "is_active", "is_staff", "extra_time_since", "joined_at", "last_login"]
    list_filter = [
        "is_active",
        "is_instructor",
        "is_staff",
        "is_superuser",
        "groups",
        ("extra_time_since", admin.EmptyFieldListFilter),
        "joined_at",
    ]
    search_fields = ["email", "display_name"]
    readonly_fields = ["password_page", "extra_time_since", "joined_at", "last_login"]
    actions = ["grant_extra_time", "withdraw_extra_time", "delete_accounts"]
    fieldsets = [
        (None, {"fields": ["email", "display_name", "password_page", "time_zone", "theme"]}),
        ("Exams", {"fields": ["extra_time_since"]}),
        (
            "May do",
            {"fields": ["is_active", "is_instructor", "is_staff", "is_superuser", "groups", "user_permissions"]},
        ),
        ("Dates", {"fields": ["joined_at", "last_login"]}),
    ]
    add_fieldsets = [
        (
            None,
            {"classes": ["wide"], "fields": ["email", "display_name", "usable_password", "password1", "password2"]},
        )
    ]

    @admin.display(description="Password")
    def password_page(self, person: User) -> str:
        page = reverse("admin:auth_user_password_change", args=[person.pk])
        return format_html('{} · <a href="{}">Set or remove it</a>', _has_password(person), page)

    @admin.action(description="Grant extra time for non-native English speakers", permissions=["change"])
    def grant_extra_time(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            extra_time.grant(person)

    @admin.action(description="Withdraw extra time", permissions=["change"])
    def withdraw_extra_time(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            extra_time.withdraw(person)

    @admin.action(description="Delete accounts; their attempts stay, without a name", permissions=["delete"])
    def delete_accounts(self, request: HttpRequest, people: QuerySet[User]) -> None:
        for person in people:
            name = person.email
            try:
                farewell.leave(person, by=cast("User", request.user))
            except farewell.Needed:
                reason = "This person owns a group, or is the only administrator: settle that first."
                self.message_user(request, f"Not deleted: {name}. {reason}", messages.ERROR)
            else:
                self.message_user(request, f"Deleted: {name}.")

    def save_model(self, request: HttpRequest, person: User, form: forms.ModelForm, change: bool) -> None:
        super().save_model(request, person, form, change)
        # allauth keeps addresses of its own; one that was taken away must open no door any more.
        EmailAddress.objects.filter(user=person).exclude(email=person.email).delete()


class RoleForm(forms.ModelForm):
    """The role of somebody in a group, which has one owner."""

    def clean_role(self) -> str:
        role: str = self.cleaned_data["role"]
        others = Membership.objects.present().filter(group=self.instance.group_id).exclude(pk=self.instance.pk)
        if role == Membership.Role.OWNER and others.filter(role=role).exists():
            raise forms.ValidationError("The group has an owner.")
        return role


@admin.register(StudyGroup)
class StudyGroupAdmin(admin.ModelAdmin):
    """A study group; its people are memberships."""

    list_display = ["name", "made_at", "archived_at"]
    search_fields = ["name"]


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    """A person in a group: for a group whose owner's account is gone, another is made the owner here."""

    form = RoleForm
    list_display = ["group", "name", "person", "role", "left_at"]
    list_select_related = ["group", "person"]
    list_filter = ["role", ("left_at", admin.EmptyFieldListFilter)]
    search_fields = ["group__name", "name", "person__email"]
    fields = ["group", "person", "name", "role"]
    readonly_fields = ["group", "person", "name"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(Deed)
class DeedAdmin(LookOnly):
    """What instructors did, and staff outside of these pages."""

    list_display = ["at", "by", "what", "thing", "facts"]
    list_filter = ["what", "at"]
    list_select_related = ["by"]
    search_fields = ["by__email", "thing"]
    date_hierarchy = "at"


@admin.register(LogEntry)
class LogEntryAdmin(LookOnly):
    """What staff did on these pages."""

    list_display = ["action_time", "user", "action_flag", "content_type", "object_repr", "get_change_message"]
    list_filter = ["action_flag", "content_type", "action_time"]
    list_select_related = ["user", "content_type"]
    search_fields = ["user__email", "object_repr"]
    date_hierarchy = "action_time"


def _has_password(person: User) -> str:
    return "There is one" if person.has_usable_password() else "There is none"
