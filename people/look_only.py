from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest


class LookOnly(admin.ModelAdmin):
    """Something made by the application, that nobody adds, changes or deletes by hand."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, made: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, made: Model | None = None) -> bool:
        return False
