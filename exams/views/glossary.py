"""The glossary: cards and contrasts by domain, to look up, to search and to print; closed to whoever sits an exam."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, Concatenate

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams import attempts
from questions.bundled_concepts import card_page, contrast_page, glossary
from questions.concepts import Card
from questions.models import Domain

LONGEST_SEARCH = 100
View = Callable[..., HttpResponse]


def not_during_an_exam(view: Callable[Concatenate[HttpRequest, ...], HttpResponse]) -> View:
    """Close a page to a candidate whose exam runs: a real one has no cheat sheet."""

    @wraps(view)
    def closed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        running = attempts.running(request.user) if request.user.is_authenticated else None
        if running:
            return render(request, "exams/glossary_closed.html", {"running": running}, status=403)
        return view(request, *args, **kwargs)

    return closed


@never_cache
@require_GET
@not_during_an_exam
def overview(request: HttpRequest) -> HttpResponse:
    """All cards by domain, or those that a search finds."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    cards = glossary().search(text) if text else glossary().cards
    context = {"search": text, "count": len(cards), "domains": _by_domain(cards)}
    is_part = "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers
    return render(request, "exams/_glossary.html" if is_part else "exams/glossary.html", context)


@never_cache
@require_GET
@not_during_an_exam
def contrasts(request: HttpRequest) -> HttpResponse:
    """All pairs that people mix up, each with what decides."""
    pairs = sorted(glossary().contrasts, key=lambda contrast: contrast.between)
    return render(request, "exams/contrasts.html", {"contrasts": list(map(contrast_page, pairs))})


@never_cache
@require_GET
@not_during_an_exam
def concept(request: HttpRequest, slug: str) -> HttpResponse:
    """One card, and the contrasts that it stands in."""
    if slug not in glossary().by_slug:
        raise Http404
    contrasts = [contrast_page(contrast) for contrast in glossary().contrasts_of(slug)]
    return render(request, "exams/concept.html", {"page": card_page(slug), "contrasts": contrasts})


def _by_domain(cards: Iterable[Card]) -> list[tuple[str, list[Any]]]:
    titles = dict(Domain.objects.filter(outline__code=glossary().outline).values_list("code", "title"))
    pages = [card_page(card.slug) for card in cards]
    codes = sorted({page.card.domain for page in pages})
    return [(titles.get(code, code), [page for page in pages if page.card.domain == code]) for code in codes]
