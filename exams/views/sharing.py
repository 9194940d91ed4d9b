"""The groups whose members may sit an exam."""

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


@author_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def groups(request: PersonRequest, code: str) -> HttpResponse:
    """Share an exam with groups that its owner belongs to, or take it back."""
    found = get_object_or_404(request.user.blueprints, code=code)
    form = SharingForm(found.shared_with, request.user, request.POST if request.method == "POST" else None)
    if form.is_valid():
        form.save()
        messages.success(request, "The groups of the exam are saved.")
        return redirect("exams:blueprint", code)
    return render(request, "exams/blueprint_groups.html", {"blueprint": found, "form": form})


@login_required
@require_POST
def removal(request: PersonRequest, group_id: int, code: str) -> HttpResponse:
    """Take an exam out of a group, whoever has shared it."""
    group = as_teacher(request, group_id).group
    shared = get_object_or_404(group.blueprints, code=code)
    sharing.take_back(shared.shared_with, group, request.user)
    messages.success(request, f"{shared.title} is not shared with {group} any more.")
    return redirect("people:group", group_id)
