"""The groups whose members' papers may be drawn from a set."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people import sharing
from people.authors import author_required
from people.forms import SharingForm
from people.requests import PersonRequest
from people.views.groups.access import as_teacher
from questions.models import QuestionSet


@author_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: PersonRequest, set_id: int) -> HttpResponse:
    """Share a set with groups that its author belongs to, or take it back."""
    found = get_object_or_404(QuestionSet.objects.authored_by(request.user.pk), pk=set_id)
    form = SharingForm(found.shared_with, request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.save()
        messages.success(request, "The groups of the set are saved.")
        return redirect("questions:set", set_id)
    return render(request, "questions/set_groups.html", {"set": found, "form": form})


@login_required
@require_POST
def removal(request: PersonRequest, group_id: int, set_id: int) -> HttpResponse:
    """Take a set out of a group, whoever has shared it."""
    group = as_teacher(request, group_id).group
    shared = get_object_or_404(group.question_sets, pk=set_id)
    sharing.take_back(shared.shared_with, group, request.user)
    messages.success(request, f"{shared.title} is not shared with {group} any more.")
    return redirect("people:group", group_id)
