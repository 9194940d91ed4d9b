"""What an instructor does to an attempt of a sitting besides its time."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from exams.models import Intervention
from exams.sittings import acting
from people.requests import PersonRequest
from scoring import interventions as verbs
from scoring.forms import InterventionForm

KINDS = {
    Intervention.Kind.HAND_IN: (verbs.hand_in_for, "The attempt is handed in; the exam room says so in a moment."),
    Intervention.Kind.VOID: (verbs.void, "The attempt is void: it counts nowhere."),
    Intervention.Kind.LATE_WORK: (verbs.accept_late_work, "The late answers count now."),
}


@login_required
@require_POST
def interventions(request: PersonRequest, attempt_id: int) -> HttpResponse:
    """Hand in for somebody, void an attempt, or accept its late answers."""
    watched = acting.in_charge(request.user).select_related("sitting")
    attempt = get_object_or_404(watched, pk=attempt_id)
    form = InterventionForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, f"Nothing was done. {' '.join(map(str, errors))}")
        return redirect("exams:watch", attempt_id)
    intervene, done = KINDS[Intervention.Kind(form.cleaned_data["kind"])]
    try:
        intervene(attempt, reason=form.cleaned_data["reason"], made_by=request.user)
    except verbs.CannotIntervene as why:
        messages.error(request, str(why))
    else:
        messages.success(request, done)
    return redirect("exams:live_board", attempt.sitting_id)
