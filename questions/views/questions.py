"""One question of a set: its page, its history, and the form in which it is written."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from people.authors import author_required
from people.requests import PersonRequest
from questions import browsing, lint, revisions, writing
from questions.differences import Difference, differences
from questions.forms import QuestionForm
from questions.forms.options import LONGEST, rows
from questions.forms.question import initial
from questions.models import Question, QuestionSet
from questions.views.drafted import shown, typed

SAVED = "Saved. Papers that are drawn from now on have this wording."


@login_required
@never_cache
@require_GET
def question(request: PersonRequest, set_id: int, name: str) -> HttpResponse:
    """A question as it is now, what the lint says, and how it came to be so."""
    found = _question(request, QuestionSet.objects.readable_by(request.user), set_id, name)
    made = list(found.revisions.select_related("question", "objective", "made_by"))
    wordings = [revisions.draft_of(each) for each in made]
    history = zip(made, wordings, [*wordings[1:], None], strict=True)
    return render(
        request,
        "questions/question.html",
        {
            "question": found,
            "set": found.question_set,
            "may_change": browsing.may_change(found.question_set, request.user),
            **shown(wordings[0]),
            "waived": lint.waived(wordings[0], timezone.localdate()),
            "history": [(each, differences(before, after) if before else []) for each, after, before in history],
        },
    )


@author_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PersonRequest, set_id: int, name: str) -> HttpResponse:
    """Write a question anew: that makes a revision for future papers, and changes no past one."""
    found = _own_question(request, set_id, name)
    if request.method != "POST":
        before = writing.present(found)
        form = QuestionForm(found.question_set, initial=initial(before, found.objective))
        return _form(request, found.question_set, form, {"question": found, "seen": found.current_id, **typed(before)})
    form = QuestionForm(found.question_set, request.POST)
    seen, meanwhile = request.POST.get("seen", ""), None
    if form.is_valid():
        try:
            is_new = writing.reword(found, form.draft(name=name), request.user, seen=seen)
        except writing.ChangedMeanwhile:
            # What they typed stays; saving once more puts it in place of what they are shown now.
            found.refresh_from_db(fields=["current"])
            meanwhile, seen = _meanwhile(found, seen), str(found.current_id)
        else:
            messages.success(request, SAVED if is_new else "Nothing has changed, so there is no new revision.")
            return redirect("questions:question", set_id, name)
    return _form(request, found.question_set, form, {"question": found, "seen": seen, "meanwhile": meanwhile})


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
    return _form(request, found, form, {})


@author_required
@require_POST
def preview(request: PersonRequest, set_id: int) -> HttpResponse:
    """What is typed so far, as a candidate will see it, and what the lint says to it."""
    form = QuestionForm(_set(request, set_id), request.POST)
    form.is_valid()
    return render(request, "questions/_drafted.html", typed(form.draft()))


@author_required
@require_POST
def retirement(request: PersonRequest, set_id: int, name: str) -> HttpResponse:
    """Let no more papers be drawn with it, or let them again."""
    found = _own_question(request, set_id, name)
    if "back" in request.POST:
        writing.bring_back(found)
        messages.success(request, "It is back in use.")
    else:
        writing.retire(found)
        messages.success(request, "No more papers are drawn with it.")
    return redirect("questions:question", set_id, name)


@author_required
@require_POST
def trial(request: PersonRequest, set_id: int, name: str) -> HttpResponse:
    """Put a question on trial, where it gathers figures before it counts, or end that."""
    found, is_over = _own_question(request, set_id, name), "end" in request.POST
    writing.put_on_trial(found, not is_over)
    messages.success(request, "Its trial is over: it counts." if is_over else "It is on trial: unscored places first.")
    return redirect("questions:question", set_id, name)


def _set(request: PersonRequest, set_id: int) -> QuestionSet:
    return get_object_or_404(QuestionSet.objects.authored_by(request.user.pk).select_related("outline"), pk=set_id)


def _own_question(request: PersonRequest, set_id: int, name: str) -> Question:
    return _question(request, QuestionSet.objects.authored_by(request.user.pk), set_id, name)


def _question(request: PersonRequest, sets: QuerySet[QuestionSet], set_id: int, name: str) -> Question:
    visible = browsing.visible(get_object_or_404(sets, pk=set_id), request.user)
    return get_object_or_404(visible.select_related("question_set", "objective"), name=name)


def _meanwhile(found: Question, seen: str) -> list[Difference]:
    before, now = writing.wording(found, seen), writing.wording(found, str(found.current_id))
    return differences(before, now) if before and now else []


def _form(request: PersonRequest, in_set: QuestionSet, form: QuestionForm, facts: dict[str, Any]) -> HttpResponse:
    if form.is_bound:
        facts |= typed(form.draft())
    given = facts["draft"].options if "draft" in facts else ()
    return render(
        request,
        "questions/question_form.html",
        {"set": in_set, "form": form, "longest": LONGEST, **rows(given), **facts},
    )
