"""A person's own exams: the list, one of them, and the way in and out as a file."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exams import blueprints, exam_file, supply
from exams.models import Blueprint
from people.authors import author_required
from people.pace import UPLOADS, keeps
from people.requests import PersonRequest
from questions.models import Domain, Outline


@author_required
@never_cache
@require_GET
def overview(request: PersonRequest) -> HttpResponse:
    """A person's exams, and the outlines that another one may begin with."""
    own = request.user.blueprints.select_related("outline").order_by("code")
    outlines = Outline.objects.offered_to(request.user.pk).order_by("code")
    return render(request, "exams/blueprints.html", {"blueprints": own, "outlines": outlines})


@author_required
@never_cache
@require_GET
def blueprint(request: PersonRequest, code: str) -> HttpResponse:
    """One exam as its author sees it: the places of each domain, and how far its sets go."""
    found = _own(request, code)
    titles = dict(Domain.objects.filter(outline=found.outline_id).values_list("code", "title"))
    shares, sets = found.shares(), list(found.drawn_from(request.user.pk).order_by("title"))
    return render(
        request,
        "exams/blueprint.html",
        {
            "blueprint": found,
            "domains": [(titles[quota.domain], shares[quota.domain], quota) for quota in found.quotas()],
            "sets": sets,
            "own_sets": set(request.user.question_sets.values_list("pk", flat=True)),
            "closed": [each for each in sets if not each.open_to_draw] if found.open_to_sit else [],
            "supply": supply.of_sets(sets, found),
            "groups": list(found.shared_with.order_by("name")),
            "was_sat": found.attempts.exists(),
        },
    )


@author_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@keeps(UPLOADS)
def upload(request: PersonRequest) -> HttpResponse:
    """Make an exam from a text file, or bring the one with its code up to date."""
    file, problems = request.FILES.get("file"), []
    if file:
        try:
            facts = exam_file.read(file.name or "the file", file.read(exam_file.LARGEST + 1))
            written = blueprints.write(request.user, facts)
        except exam_file.Unreadable as unreadable:
            problems = [problem.message for problem in unreadable.problems]
        except ValidationError as refused:
            problems = refused.messages
        else:
            messages.success(request, f"{written.code} is saved.")
            return redirect("exams:blueprint", written.code)
    elif request.method == "POST":
        problems = ["Choose a file."]
    return render(request, "exams/blueprint_upload.html", {"problems": problems, "file": file})


@author_required
@never_cache
@require_GET
def as_file(request: PersonRequest, code: str) -> HttpResponse:
    """An exam as a text file, which makes the same exam when it is uploaded."""
    text = exam_file.write(blueprints.as_facts(_own(request, code)))
    reply = HttpResponse(text, content_type="application/yaml; charset=utf-8")
    reply["Content-Disposition"] = f'attachment; filename="{code}.yaml"'
    return reply


@author_required
@require_POST
def removal(request: PersonRequest, code: str) -> HttpResponse:
    """Take away an exam that nobody has sat."""
    try:
        blueprints.remove(_own(request, code))
    except blueprints.WasSat as reason:
        messages.error(request, str(reason))
        return redirect("exams:blueprint", code)
    messages.success(request, f"{code} is taken away.")
    return redirect("exams:blueprints")


def _own(request: PersonRequest, code: str) -> Blueprint:
    return get_object_or_404(request.user.blueprints.select_related("outline"), code=code)
