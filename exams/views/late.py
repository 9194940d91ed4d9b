"""Unsent answers that a candidate brings as a file: through the same checks as any save."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import pluralize
from django.views.decorators.http import require_POST

from exams import late_work, records, rooms, saving
from exams.records import Malformed
from exams.views.room import parse_json
from people.requests import PersonRequest
from people.sessions import claims

LARGEST_FILE = 64 * 1024


@login_required
@require_POST
def unsent_file(request: PersonRequest, attempt_id: int) -> HttpResponse:
    """Take the file that the exam room offered for download: a save while the attempt runs, late work afterwards."""
    attempt = get_object_or_404(rooms.seats(request.user), pk=attempt_id)
    upload = request.FILES.get("answers")
    try:
        if upload is None or (upload.size or 0) > LARGEST_FILE:
            raise Malformed("Choose the file “unsent answers” that the exam room gave you.")
        sent = records.read(parse_json(upload.read()))
        if not rooms.has_closed(attempt):
            user_id, version = claims(request.session) or (0, 0)
            is_taken = saving.save(attempt_id, user_id=user_id, session_version=version, records=sent) is not None
        else:
            is_taken = late_work.receive(attempt_id, user_id=request.user.pk, records=sent)
    except Malformed as malformed:
        messages.error(request, f"Nothing was taken from that file. {malformed}")
    else:
        if is_taken:
            messages.success(request, f"The answers to {len(sent)} question{pluralize(len(sent))} were taken.")
        else:
            messages.error(request, "Too late: such answers are taken for a day, and until the report is opened.")
    return redirect("scoring:report", attempt_id)
