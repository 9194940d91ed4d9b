"""Pictures of question text, for those who may see the question."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET

from people.authors import author_required
from people.requests import PersonRequest
from questions import pictures
from questions.models import Picture, StagedPicture

A_DAY = 24 * 3600


@login_required
@require_GET
@cache_control(private=True, max_age=A_DAY)
def picture(request: PersonRequest, digest: str) -> HttpResponse:
    return _shown(get_object_or_404(pictures.visible_to(request.user), digest=digest))


@author_required
@require_GET
@cache_control(private=True, max_age=A_DAY)
def staged(request: PersonRequest, upload_id: int, file_id: int, name: str) -> HttpResponse:
    """A picture of an upload, for its owner alone."""
    if "\0" in name:
        raise Http404
    own = StagedPicture.objects.filter(file__upload__in=request.user.uploads.filter(pk=upload_id))
    return _shown(get_object_or_404(own, file=file_id, name=name))


def _shown(found: Picture | StagedPicture) -> HttpResponse:
    reply = HttpResponse(bytes(found.content), content_type=found.media_type)
    # Opened by itself, it is still nothing but a picture.
    reply["Content-Disposition"] = "inline"
    return reply
