from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from questions.admin.tables import table
from questions.models import Question, Revision


class RevisionInline(admin.StackedInline):
    """Every wording that a question has had, the present one first."""

    model = Revision
    fk_name = "question"
    extra = 0
    can_delete = False
    readonly_fields = ["wording"]
    fields = ["kind", "objective", "difficulty", "stem", "wording", "takeaway", "tags", "references"]
    fields += ["checked_on", "verified"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).select_related("objective", "question")

    @admin.display(description="Options")
    def wording(self, revision: Revision) -> str:
        rows = zip(revision.options, revision.rationales, strict=True)
        lines = [("Key" if index in revision.key else "", *row) for index, row in enumerate(rows)]
        return table(["", "Option", "Rationale"], lines)

    def has_add_permission(self, request: HttpRequest, question: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, question: Model | None = None) -> bool:
        return False


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    """A question with all its wordings, to look at; new wordings come in with their set, and here it can be retired."""

    list_display = ["name", "objective", "kind", "difficulty", "question_set", "retired_at"]
    list_filter = [
        ("retired_at", admin.EmptyFieldListFilter),
        "current__kind",
        "current__difficulty",
        "question_set",
        "objective",
    ]
    list_select_related = ["objective", "current", "question_set"]
    search_fields = ["name", "current__stem"]
    fields = ["name", "question_set", "objective", "retired_at"]
    inlines = [RevisionInline]
    actions = ["retire", "bring_back"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        questions: QuerySet[Question] = super().get_queryset(request)
        return questions.exclude(pk__in=Question.objects.closed_to(request.user))

    @admin.display(description="Kind", ordering="current__kind")
    def kind(self, question: Question) -> str:
        return question.current.get_kind_display() if question.current else "-"

    @admin.display(description="Difficulty", ordering="current__difficulty")
    def difficulty(self, question: Question) -> int | str:
        return question.current.difficulty if question.current else "-"

    @admin.action(description="Retire: draw no more papers with it", permissions=["retire"])
    def retire(self, request: HttpRequest, questions: QuerySet[Question]) -> None:
        questions.filter(retired_at=None).update(retired_at=timezone.now())

    @admin.action(description="Bring back", permissions=["retire"])
    def bring_back(self, request: HttpRequest, questions: QuerySet[Question]) -> None:
        questions.update(retired_at=None)

    def has_retire_permission(self, request: HttpRequest) -> bool:
        return super().has_change_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, question: Question | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, question: Question | None = None) -> bool:
        return False
