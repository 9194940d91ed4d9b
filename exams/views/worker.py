from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET


@require_GET
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served from the root so that the exam room lies in its scope."""
    reply = render(request, "exams/sw.js", content_type="text/javascript")
    reply["Cache-Control"] = "no-cache"
    return reply
