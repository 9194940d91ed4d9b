"""Files that go out: a set in another format, and the template to begin with."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from people.authors import author_required
from people.deeds import record
from people.requests import PersonRequest
from questions import exporting
from questions.formats import formats
from questions.models import QuestionSet
from questions.reading.format import Format


@author_required
@never_cache
@require_GET
def export(request: PersonRequest, set_id: int, format_name: str) -> HttpResponse:
    """What would be in the file and what the format cannot hold, before it is downloaded."""
    found, format = _set(request, set_id), _written(format_name)
    facts = {
        "set": found,
        "format": format,
        "count": exporting.exported(found, request.user).count(),
        "left_out": exporting.left_out(found, request.user),
        "lost": exporting.once(found, format, request.user).lost,
    }
    return render(request, "questions/export.html", facts)


@author_required
@never_cache
@require_GET
def file(request: PersonRequest, set_id: int, format_name: str) -> HttpResponse:
    """A set as a file."""
    found, format = _set(request, set_id), _written(format_name)
    written = exporting.once(found, format, request.user)
    record(request.user, "took a set as a file", found, form=format_name)
    return _file(written.content, f"{found.name}{format.suffix}", format.media_type)


@author_required
@require_GET
def template(request: PersonRequest, format_name: str) -> HttpResponse:
    """The table to begin with, in the native columns."""
    format = formats().get(format_name)
    if format is None or format.template is None:
        raise Http404
    return _file(format.template(), f"rehearsal-questions{format.suffix}", format.media_type)


def _set(request: PersonRequest, set_id: int) -> QuestionSet:
    return get_object_or_404(QuestionSet.objects.authored_by(request.user.pk), pk=set_id)


def _written(format_name: str) -> Format:
    format = formats().get(format_name)
    if format is None or format.write is None:
        raise Http404
    return format


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
