"""An upload from its form to the set: received, read while its page waits, looked at, confirmed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from people.authors import author_required
from people.pace import UPLOADS, keeps
from people.requests import PersonRequest
from questions import errands, uploads
from questions.formats import formats
from questions.forms import FormatForm, UploadForm
from questions.models import Upload
from questions.uploads import preview, progress
from questions.uploads.confirming import chosen
from questions.uploads.staging import LARGEST_UPLOAD, MOST_FILES, PASTED

MOST_PROBLEMS = 200


@author_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps(UPLOADS)
def new(request: PersonRequest) -> HttpResponse:
    """Choose files or paste text; what is received has a page of its own."""
    asked = {"question_set": request.GET.get("set"), "outline": request.GET.get("outline")}
    wanted = {name: said for name, said in asked.items() if said}
    is_post = request.method == "POST"
    form = UploadForm(
        request.user, request.POST if is_post else None, request.FILES if is_post else None, initial=wanted
    )
    if form.is_valid():
        files = [(file.name, file.read()) for file in form.cleaned_data["files"]]
        if pasted := form.cleaned_data["pasted"].strip():
            files.append((PASTED, pasted.encode()))
        facts = {name: form.cleaned_data[name] for name in ("outline", "question_set", "title")}
        try:
            received = uploads.receive(request.user, files, **facts)
        except uploads.Refused as refused:
            form.add_error("files", str(refused))
        else:
            errands.send(received)
            return redirect("questions:upload", received.pk)
    unfinished = request.user.uploads.filter(stored_at=None)
    limits = {"most_files": MOST_FILES, "most_bytes": LARGEST_UPLOAD}
    return render(request, "questions/upload_form.html", {"form": form, "unfinished": unfinished, **limits})


@author_required
@never_cache
@require_GET
def upload(request: PersonRequest, upload_id: int) -> HttpResponse:
    """The upload as it stands: being read, to be looked at, or stored. Whoever looks asks again for a lost task."""
    found = get_object_or_404(request.user.uploads.select_related("question_set", "outline"), pk=upload_id)
    if found.stored_at and found.question_set:
        return redirect("questions:set", found.question_set.pk)
    errands.send_if_lost(found)
    if found.read_at is None or found.confirmed_at:
        return render(request, "questions/upload_waiting.html", {"upload": found, "told": progress.told(found.pk)})
    return render(request, "questions/upload.html", _looked_at(request, found))


@author_required
@never_cache
@require_GET
def status(request: PersonRequest, upload_id: int) -> HttpResponse:
    """What a waiting page asks: how far is it, and does the page change?"""
    found = get_object_or_404(request.user.uploads, pk=upload_id)
    was, now = request.GET.get("stage"), found.stage
    if (was, now) == ("comparing", "ready"):
        # Somebody is choosing on this page: to load it anew would lose what is ticked.
        return render(request, "questions/_upload_compared.html", {"near": preview.near_twins(found)})
    if was != now:
        return HttpResponseClientRefresh()
    errands.send_if_lost(found)
    return render(request, "questions/_upload_progress.html", {"upload": found, "told": progress.told(found.pk)})


@author_required
@require_POST
def confirmation(request: PersonRequest, upload_id: int) -> HttpResponse:
    """Store what is chosen, all of it or nothing."""
    found = get_object_or_404(request.user.uploads, pk=upload_id)
    try:
        uploads.confirm(found, licence=request.POST.get("licence", ""), attested="attested" in request.POST)
    except uploads.NotReady as missing:
        messages.error(request, f"Nothing was stored. {missing}")
    else:
        errands.send(found)
    return redirect("questions:upload", upload_id)


@author_required
@require_POST
def removal(request: PersonRequest, upload_id: int) -> HttpResponse:
    """Throw an upload away; what it has stored stays in its set."""
    get_object_or_404(request.user.uploads, pk=upload_id).delete()
    messages.success(request, "The upload is thrown away.")
    return redirect("questions:uploads")


@author_required
@require_POST
def format_choice(request: PersonRequest, upload_id: int, file_id: int) -> HttpResponse:
    """Read a file as another format than the one that was found."""
    found = get_object_or_404(request.user.uploads.filter(confirmed_at=None), pk=upload_id)
    file = get_object_or_404(found.files, pk=file_id)
    form = FormatForm(request.POST)
    if form.is_valid():
        uploads.read_as(file, form.cleaned_data["format"])
        errands.send(found)
    return redirect("questions:upload", upload_id)


def _looked_at(request: PersonRequest, found: Upload) -> dict[str, Any]:
    show = preview.read_show(request.GET.get("show", ""))
    page = preview.page(found, show, request.GET.get("page", "1"))
    files, count = preview.files(found), chosen(found).count()
    problems = [problem for each in files for problem in each["file"].problems]
    return {
        "upload": found,
        "told": progress.told(found.pk),
        "files": files,
        "filters": preview.filters(found),
        "show": show,
        "page": page,
        "cards": preview.cards(found, list(page)),
        "objectives": preview.objectives(found),
        "formats": [(name, format.title) for name, format in formats().items()],
        "count": count,
        "is_known": not count and preview.is_known(found),
        "problems": problems[:MOST_PROBLEMS],
        "all_problems": len(problems),
        "more_problems": len(problems) - MOST_PROBLEMS,
        "has_errors": any(problem["level"] == "error" for problem in problems),
    }
