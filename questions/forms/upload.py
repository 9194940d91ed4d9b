"""What people say about uploads."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from people.models import User
from questions.formats import formats
from questions.models import Outline, QuestionSet

NEW = "A new set"


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = SeveralFiles(attrs={"multiple": True, "class": "drop"})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        several = data if isinstance(data, (list, tuple)) else [data]
        return [super(SeveralFilesField, self).clean(each, initial) for each in several if each]


class UploadForm(forms.Form):
    """Files or text, and the set that they are for."""

    files: Any = SeveralFilesField(
        required=False,
        help_text="Markdown, GIFT, Moodle XML, Aiken, QTI, CSV, TSV, XLSX, or a ZIP of such files; 20 MB together.",
    )
    pasted = forms.CharField(
        label="Or paste questions", required=False, widget=forms.Textarea({"rows": 6, "spellcheck": "false"})
    )
    question_set = forms.ModelChoiceField(QuestionSet.objects.none(), label="Into", required=False, empty_label=NEW)
    title = forms.CharField(
        label="Title of the new set",
        max_length=200,
        required=False,
        help_text="Left empty, it is the name of the first file.",
    )
    outline = forms.ModelChoiceField(
        Outline.objects.order_by("code"),
        label="Exam",
        help_text="Whose domains and task statements the questions have.",
    )

    def __init__(self, person: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        sets: Any = self.fields["question_set"]
        sets.queryset = QuestionSet.objects.authored_by(person.pk).order_by("title")
        exams: Any = self.fields["outline"]
        exams.queryset = Outline.objects.offered_to(person.pk).order_by("code")
        exams.initial = _likeliest(person, exams.queryset)
        exams.empty_label = None
        exams.label_from_instance = lambda outline: f"{outline.code} {outline.title}"

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        question_set, outline = facts.get("question_set"), facts.get("outline")
        if not facts.get("files") and not facts.get("pasted", "").strip():
            self.add_error("files", "Choose a file, or paste questions.")
        if question_set and outline and question_set.outline_id != outline.pk:
            self.add_error("outline", f"“{question_set}” holds questions of {question_set.outline}.")
        if not question_set and not facts.get("title", "").strip():
            # A browser forgets its files where a form comes back: nothing that can be supplied is an error.
            facts["title"] = _title(facts.get("files") or [])
        return facts


def _likeliest(person: User, offered: QuerySet[Outline]) -> Outline | None:
    """The outline that a person used last, else the first of the bundled bank's."""
    by_upload = person.uploads.order_by("-created_at").values("outline")[:1]
    by_set = QuestionSet.objects.authored_by(person.pk).order_by("-pk").values("outline")[:1]
    bundled = QuestionSet.objects.filter(owner=None, questions__retired_at=None, questions__isnull=False)
    tried = (Q(pk__in=by_upload), Q(pk__in=by_set), Q(pk__in=bundled.values("outline")))
    return next((found for each in tried if (found := offered.filter(each).first())), None)


def _title(files: list[Any]) -> str:
    stem = files[0].name.rpartition(".")[0].replace("_", " ").strip() if files else ""
    return stem[:200] or "Pasted questions"


class FormatForm(forms.Form):
    """Another format than the one that was found."""

    format = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        choices: Any = self.fields["format"]
        choices.choices = [("", "As found"), *((name, format.title) for name, format in formats().items())]
        choices.required = False
