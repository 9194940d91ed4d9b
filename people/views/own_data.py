"""What is held on the viewer: taken along, or deleted with the account."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from people import farewell
from people.forms import FarewellForm
from people.pace import TAKEOUTS
from people.requests import PersonRequest
from people.takeout import pack

TOO_OFTEN = "That was wrong too often. Wait a minute, then try again."


@login_required
@never_cache
@require_GET
def takeout(request: PersonRequest) -> FileResponse | HttpResponse:
    """Everything that the database holds on the viewer."""
    if TAKEOUTS.count(request.user.pk) > TAKEOUTS.most:
        return render(request, "429.html", status=429)
    now = timezone.now()
    return FileResponse(pack(request.user, now), as_attachment=True, filename=f"rehearsal-data-{now:%Y-%m-%d}.zip")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def deletion(request: PersonRequest) -> HttpResponse:
    """What deleting the account does; then, with the password once more, its deletion."""
    form = FarewellForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and not ratelimit.consume(request, action="reauthenticate", user=request.user):
        messages.error(request, TOO_OFTEN)
    elif form.is_valid():
        try:
            farewell.leave(request.user)
        except farewell.Needed as reason:
            messages.error(request, str(reason))
        else:
            logout(request)
            messages.success(request, "Your account is deleted. Thank you for having been here.")
            return redirect("exams:home")
    facts = {
        "form": form,
        "groups": farewell.owned(request.user),
        "is_last_administrator": farewell.is_last_administrator(request.user),
        "foretold": farewell.foretold(request.user),
    }
    return render(request, "people/deletion.html", facts)
