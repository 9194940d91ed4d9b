from typing import Any

from django.contrib import admin
from django.db.models import Count, Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from questions.models import Domain, Objective, Outline, Question, QuestionSet, Revision


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
        unretired = Count("questions", filter=Q(questions__retired_at=None))
        return super().get_queryset(request).annotate(unretired=unretired)

    @admin.display(description="Questions not retired", ordering="unretired")
    def drawable(self, objective: Any) -> int:
        return objective.unretired


@admin.register(QuestionSet)
class QuestionSetAdmin(admin.ModelAdmin):
    """Who owns a set, and who may draw from it or read its keys."""

    list_display = ["title", "outline", "owner", "licence", "open_to_draw", "open_to_read"]
    list_filter = ["outline", "open_to_draw", "open_to_read"]
    list_select_related = ["outline", "owner"]
    search_fields = ["name", "title", "owner__email"]
    raw_id_fields = ["owner"]


class RevisionInline(admin.StackedInline):
    """Every wording that a question has had, the present one first."""

    model = Revision
    fk_name = "question"
    extra = 0
    can_delete = False
    readonly_fields = ["wording"]
    fields = ["kind", "objective", "difficulty", "stem", "wording", "takeaway", "tags", "references", "checked_on"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).select_related("objective", "question")

    @admin.display(description="Options")
    def wording(self, revision: Revision) -> str:
        rows = zip(revision.options, revision.rationales, strict=True)
        lines = [("Key" if index in revision.key else "", *row) for index, row in enumerate(rows)]
        return _table(["", "Option", "Rationale"], lines)

    def has_add_permission(self, request: HttpRequest, question: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, question: Model | None = None) -> bool:
        return False
