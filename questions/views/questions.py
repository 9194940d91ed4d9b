"""One question of a set: its page, its history, and the form in which it is written."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.authors import author_required
from people.requests import PersonRequest
from questions import browsing, lint, revisions, writing
from questions.differences import differences
from questions.drafts import Draft
from questions.forms import QuestionForm
from questions.forms.question import initial, options, rows
from questions.markup import to_html, to_inline_html
from questions.models import Question, QuestionSet


@author_required
@never_cache
@require_GET
def question(request: PersonRequest, set_id: int, name: str) -> HttpResponse:
    """A question as it is now, what the lint says, and how it came to be so."""
    found = _question(request, set_id, name)
    wordings = [revisions.draft_of(each) for each in found.revisions.select_related("question", "objective")]
    history = zip(found.revisions.select_related("made_by"), wordings, [*wordings[1:], None], strict=True)
    return render(
        request,
        "questions/question.html",
        {
            "question": found,
            "set": found.question_set,
            **_shown(wordings[0]),
            "waived": lint.waived(wordings[0], timezone.localdate()),
            "history": [(each, differences(before, after) if before else []) for each, after, before in history],
        },
    )


@author_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, set_id: int, name: str) -> HttpResponse:
    """Write a question anew: that makes a revision for future papers, and changes no past one."""
    found = _question(request, set_id, name)
    before = writing.present(found)
    if request.method != "POST":
        form = QuestionForm(found.question_set, initial=initial(before, found.objective))
        return _form(request, found.question_set, form, found, before)
    form = QuestionForm(found.question_set, request.POST)
    if form.is_valid():
        try:
            writing.reword(
                found, form.draft(name=name, title=before.title), request.user, seen=request.POST.get("seen", "")
            )
        except writing.ChangedMeanwhile as changed:
            form.add_error(None, str(changed))
        else:
            messages.success(request, "Saved. Papers that are drawn from now on have this wording.")
            return redirect("questions:question", set_id, name)
    return _form(request, found.question_set, form, found, before)


@author_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest, set_id: int) -> HttpResponse:
    """Add a question to a set by hand."""
    found = _set(request, set_id)
    form = QuestionForm(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        added = writing.add(found, form.draft(), request.user)
        messages.success(request, "The question is added.")
        return redirect("questions:question", set_id, added.name)
    return _form(request, found, form)


@author_required
@require_POST
def preview(request: PersonRequest, set_id: int) -> HttpResponse:
    """What is typed so far, as a candidate will see it, and what the lint says to it."""
    form = QuestionForm(_set(request, set_id), request.POST)
    form.is_valid()
    return render(request, "questions/_drafted.html", _shown(form.draft()))


@author_required
@require_POST
def retirement(request: PersonRequest, set_id: int, name: str) -> HttpResponse:
    """Let no more papers be drawn with it, or let them again."""
    found = _question(request, set_id, name)
    writing.bring_back(found) if "back" in request.POST else writing.retire(found)
    messages.success(request, "It is back in use." if "back" in request.POST else "No more papers are drawn with it.")
    return redirect("questions:question", set_id, name)


@author_required
@require_POST
def trial(request: PersonRequest, set_id: int, name: str) -> HttpResponse:
    """Put a question on trial, where it gathers figures before it counts, or end that."""
    found = _question(request, set_id, name)
    writing.put_on_trial(found, "end" not in request.POST)
    return redirect("questions:question", set_id, name)


def _set(request: PersonRequest, set_id: int) -> QuestionSet:
    return get_object_or_404(QuestionSet.objects.authored_by(request.user.pk).select_related("outline"), pk=set_id)


def _question(request: PersonRequest, set_id: int, name: str) -> Question:
    visible = browsing.visible(_set(request, set_id), request.user)
    related = visible.select_related("question_set", "objective__domain", "current__question", "current__objective")
    return get_object_or_404(related, name=name)


def _shown(draft: Draft) -> dict[str, Any]:
    return {
        "draft": draft,
        "stem_html": to_html(draft.stem),
        "options": [
            {"html": to_inline_html(each.text), "is_key": each.is_key, "rationale_html": to_html(each.rationale)}
            for each in draft.options
        ],
        "explanation_html": to_html(draft.explanation),
        "findings": lint.findings(draft, timezone.localdate()),
    }


def _form(
    request: PersonRequest,
    in_set: QuestionSet,
    form: QuestionForm,
    found: Question | None = None,
    before: Draft | None = None,
) -> HttpResponse:
    given = options(form.data) or (before.options if before else ())
    typed = form.draft() if form.is_bound else before
    return render(
        request,
        "questions/question_form.html",
        {"set": in_set, "form": form, "question": found, "rows": rows(given), **(_shown(typed) if typed else {})},
    )
