"""The page on which somebody says what the columns of a table hold, with what would be read by that."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.authors import author_required
from people.requests import PersonRequest
from questions import errands, uploads
from questions.formats.tables.reading import preview, read_mapped
from questions.forms.columns import ColumnsForm
from questions.reading.source import Source, Unreadable
from questions.uploads import columns

SHOWN = 3


@author_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def mapping(request: PersonRequest, upload_id: int, file_id: int) -> HttpResponse:
    """Say what each column holds; htmx asks what would be read, a plain post reads the file so."""
    upload = get_object_or_404(request.user.uploads.filter(confirmed_at=None), pk=upload_id)
    file = get_object_or_404(upload.files, pk=file_id)
    source = Source(file.name, bytes(file.content))
    try:
        table = preview(source, request.GET.get("sheet", ""))
    except Unreadable as unreadable:
        return render(
            request, "questions/upload_columns.html", {"upload": upload, "file": file, "unreadable": unreadable}
        )
    form = ColumnsForm(table, request.POST if request.method == "POST" else None)
    parsed = read_mapped(source, form.mapping()) if form.is_valid() else None
    facts = {"upload": upload, "file": file, "table": table, "form": form, "parsed": parsed}
    if parsed:
        facts["drafts"] = parsed.drafts[:SHOWN]
    if request.htmx:
        return render(request, "questions/_would_be_read.html", facts)
    if parsed:
        said = form.mapping().to_dict()
        columns.keep(file, table, said)
        uploads.read_as(file, file.chosen_format, said)
        errands.send(upload)
        return redirect("questions:upload", upload_id)
    return render(request, "questions/upload_columns.html", facts)
