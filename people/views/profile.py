from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from people import demo
from people import extra_time as standing
from people.forms import ProfileForm
from people.models import User
from people.redirects import back
from people.requests import PersonRequest


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: PersonRequest) -> HttpResponse:
    """A person's name, time zone, theme, extra time and password."""
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=request.user)
    if form.is_valid():
        # Only these: what an administrator changes at the same moment stays.
        request.user.save(update_fields=list(form.fields))
        messages.success(request, "Your profile is saved.")
        return redirect("people:profile")
    return render(request, "people/profile.html", {"form": form})


@login_required
@require_POST
def extra_time(request: PersonRequest) -> HttpResponse:
    """Grant the extra time for non-native English speakers."""
    standing.grant(request.user)
    messages.success(request, "The extra time is granted. It counts from the next exam that you start.")
    return back(request, "people:profile")


@login_required
@require_POST
def extra_time_withdrawal(request: PersonRequest) -> HttpResponse:
    """Withdraw the extra time for non-native English speakers."""
    standing.withdraw(request.user)
    messages.success(request, "The extra time is withdrawn. An exam that has started keeps its time.")
    return back(request, "people:profile")


@require_POST
def demo_entrance(request: HttpRequest, role: str) -> HttpResponse:
    """Log in as a demo person, from this machine only."""
    if not demo.is_open_to(request):
        raise Http404
    login(request, get_object_or_404(User, email=demo.ROLES.get(role), is_active=True))
    return back(request, "exams:home")
