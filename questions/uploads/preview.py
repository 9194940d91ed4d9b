"""What the owner of an upload looks at before anything is stored."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from questions import pictures
from questions.drafts import Draft
from questions.formats import formats
from questions.lint import REASONS
from questions.markup import to_html, to_inline_html
from questions.models import Objective, StagedPicture, StagedQuestion, Upload, UploadedFile

A_PAGE = 20


class Show(StrEnum):
    """Which staged questions to look at."""

    ALL = "all"
    ERRORS = "errors"
    WARNINGS = "warnings"
    TWINS = "twins"
    HOMELESS = "homeless"
    SUGGESTED = "suggested"

    @property
    def condition(self) -> Q:
        return CONDITIONS[self]

    @property
    def label(self) -> str:
        return LABELS[self]


HAS_TWIN = Q(twin__isnull=False) | Q(twin_number__isnull=False)
CONDITIONS = {
    Show.ALL: Q(),
    Show.ERRORS: Q(has_error=True),
    Show.WARNINGS: Q(has_error=False) & ~Q(findings=[]),
    Show.TWINS: HAS_TWIN,
    Show.HOMELESS: Q(objective=None),
    Show.SUGGESTED: ~Q(suggestion=""),
}
LABELS = {
    Show.ALL: "All",
    Show.ERRORS: "With errors",
    Show.WARNINGS: "With warnings",
    Show.TWINS: "Met before",
    Show.HOMELESS: "Without a task statement",
    Show.SUGGESTED: "Task statement suggested",
}


@dataclass(frozen=True)
class Card:
    """One staged question as its owner sees it: the candidate's view, the key, the rationales, what is wrong."""

    staged: StagedQuestion
    draft: Draft
    stem_html: str
    options: list[dict[str, Any]]
    explanation_html: str
    findings: list[dict[str, str]]
    can_replace: bool


def read_show(value: str) -> Show:
    """The wish in a query string; all questions where it is not one."""
    return Show(value) if value in list(Show) else Show.ALL


def filters(upload: Upload) -> list[tuple[Show, int]]:
    """Each filter with how many questions it shows, in one query."""
    counts = upload.questions.aggregate(
        **{show.value: Count("pk", filter=show.condition) if show.condition else Count("pk") for show in Show}
    )
    return [(show, counts[show.value]) for show in Show]


def near_twins(upload: Upload) -> int:
    """How many questions are nearly the same as another."""
    return upload.questions.filter(HAS_TWIN, likeness__lt=1).count()


def is_known(upload: Upload) -> bool:
    """Whether every question of it stands in the bank already, word for word: to store it would change nothing."""
    every = upload.questions
    return every.exists() and not every.exclude(twin__isnull=False, likeness=1).exists()


def files(upload: Upload) -> list[dict[str, Any]]:
    """Each file with its formats by title, and how many questions it gave."""
    counted = upload.files.defer("content").annotate(count=Count("questions"))
    return [
        {"file": file, "count": file.count, "formats": _titles(file.format), "needs_mapping": _is_table(file)}
        for file in counted
    ]


def objectives(upload: Upload) -> QuerySet[Objective]:
    """The task statements to choose from, in the outline's order."""
    of_outline = Objective.objects.filter(domain__outline=upload.outline_id).select_related("domain")
    return of_outline.order_by("domain__code", "code")


def page(upload: Upload, show: Show, number: str) -> Page[StagedQuestion]:
    """A page of staged questions; a number that is none is the first page, one too large is the last."""
    staged = upload.questions.filter(show.condition).select_related("twin__question_set", "objective", "file")
    return Paginator(staged.defer("file__content"), A_PAGE).get_page(number)


def cards(upload: Upload, staged: Sequence[StagedQuestion]) -> list[Card]:
    addresses: dict[int, dict[str, str]] = defaultdict(dict)
    stored = StagedPicture.objects.filter(file__in={each.file_id for each in staged})
    for file, name in stored.values_list("file_id", "name"):
        addresses[file][name] = reverse("questions:staged_picture", args=[upload.pk, file, name])
    return [_card(upload, each, addresses[each.file_id]) for each in staged]


def _card(upload: Upload, staged: StagedQuestion, addresses: dict[str, str]) -> Card:
    draft = pictures.place(Draft.from_json(staged.draft), addresses)
    return Card(
        staged=staged,
        draft=draft,
        stem_html=to_html(draft.stem),
        options=[
            {"html": to_inline_html(option.text), "is_key": option.is_key, "rationale_html": to_html(option.rationale)}
            for option in draft.options
        ],
        explanation_html=to_html(draft.explanation),
        findings=_together(staged.findings),
        can_replace=staged.twin is not None and staged.twin.question_set_id == upload.question_set_id,
    )


def _together(findings: list[dict[str, str]]) -> list[dict[str, str]]:
    """Findings that say the same of several places as one, errors first."""
    places: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for finding in findings:
        places[finding["level"], finding["rule"], finding["message"]].append(finding["where"])
    return [
        {"level": level, "rule": rule, "message": message, "where": ", ".join(where), "why": REASONS.get(rule, "")}
        for (level, rule, message), where in sorted(places.items(), key=lambda item: item[0][0])
    ]


def _titles(names: str) -> str:
    known = formats()
    return ", ".join(known[name].title for name in names.split(", ") if name in known)


def _is_table(file: UploadedFile) -> bool:
    return any(name in formats() and formats()[name].read_mapped for name in file.format.split(", "))
