from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from questions.models import Domain, Objective, Outline, QuestionSet


class DomainInline(admin.TabularInline):
    model = Domain
    extra = 0
    show_change_link = True


class ObjectiveInline(admin.TabularInline):
    model = Objective
    extra = 0


@admin.register(Outline)
class OutlineAdmin(admin.ModelAdmin):
    """What an exam covers."""

    list_display = ["code", "title"]
    search_fields = ["code", "title"]
    inlines = [DomainInline]


@admin.register(Domain)
class DomainAdmin(admin.ModelAdmin):
    """A domain with its task statements."""

    list_display = ["code", "title", "outline"]
    list_filter = ["outline"]
    list_select_related = ["outline"]
    search_fields = ["title"]
    inlines = [ObjectiveInline]


@admin.register(Objective)
class ObjectiveAdmin(admin.ModelAdmin):
    """A task statement, and how many questions it has to draw from."""

    list_display = ["code", "title", "domain", "drawable"]
    list_filter = ["domain__outline", "domain"]
    list_select_related = ["domain"]
    search_fields = ["code", "title"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Objective]:
        objectives: QuerySet[Objective] = super().get_queryset(request)
        return objectives.annotate(unretired=Count("questions", filter=Q(questions__retired_at=None)))

    @admin.display(description="Questions not retired", ordering="unretired")
    def drawable(self, objective: Any) -> int:
        unretired: int = objective.unretired
        return unretired


@admin.register(QuestionSet)
class QuestionSetAdmin(admin.ModelAdmin):
    """Who owns a set, and who may draw from it or read its keys."""

    list_display = ["title", "outline", "owner", "licence", "open_to_draw", "open_to_read"]
    list_filter = ["outline", "open_to_draw", "open_to_read"]
    list_select_related = ["outline", "owner"]
    search_fields = ["name", "title", "owner__email"]
    raw_id_fields = ["owner"]
