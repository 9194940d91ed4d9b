"""The figures of a set's questions, for its authors."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from people.authors import author_required
from people.redirects import asks_for_a_part, moves_the_whole_page
from people.requests import PersonRequest
from questions.models import Question, QuestionSet
from scoring import stored
from scoring.item_statistics import DISCRIMINATION_FROM, FACILITY_FROM
from scoring.models import ItemStatistics
from scoring.pages.item_lines import ItemLine, OptionTable, item_line, option_table
from scoring.set_statistics import in_use, ordered, read_order, to_look_at, with_figures

A_PAGE = 50
LOOKED_AT = 20
THRESHOLDS = {"facility_from": FACILITY_FROM, "discrimination_from": DISCRIMINATION_FROM}
TITLES = {
    "name": "Question",
    "answers": "Answers",
    "facility": "Facility",
    "time": "Median time",
    "discrimination": "Discrimination",
    "distractors": "Non-functioning distractors",
}


@dataclass(frozen=True)
class Column:
    """A column, how it is sorted now (for aria-sort), and the order that a click on it asks for."""

    name: str
    title: str
    sorted: str
    order: str


@dataclass(frozen=True)
class Shown:
    """A question with its figures, and who chose what of its options."""

    question: Question
    line: ItemLine
    table: OptionTable | None


@moves_the_whole_page
@author_required
@never_cache
@require_GET
def of_set(request: PersonRequest, set_id: int) -> HttpResponse:
    """The questions that should be looked at, and all of the set's in a table to sort; htmx asks for the table."""
    question_set = _set(request, set_id)
    order = read_order(request.GET.get("sort", ""))
    questions = in_use(question_set, request.user)
    page = Paginator(ordered(questions, order), A_PAGE).get_page(request.GET.get("page"))
    facts: dict[str, Any] = {
        "set": question_set,
        "page": page,
        "lines": [_shown(question) for question in page],
        "columns": _columns(order),
        "query": f"sort={order}",
        **THRESHOLDS,
    }
    if asks_for_a_part(request):
        return render(request, "scoring/_item_table.html", facts)
    suspects = list(to_look_at(questions))
    around = {
        "suspects": [_shown(question) for question in suspects[:LOOKED_AT]],
        "suspected": len(suspects),
        "hidden": Question.objects.closed_to(request.user).filter(question_set=question_set).count(),
    }
    return render(request, "scoring/set_statistics.html", {**facts, **around})


@author_required
@never_cache
@require_GET
def of_question(request: PersonRequest, set_id: int, name: str) -> HttpResponse:
    """The figures of one question, and who chose what."""
    question_set = _set(request, set_id)
    question = get_object_or_404(with_figures(question_set, request.user), name=name)
    facts = {"set": question_set, "shown": _shown(question), **THRESHOLDS}
    return render(request, "scoring/question_statistics.html", facts)


def _set(request: PersonRequest, set_id: int) -> QuestionSet:
    return get_object_or_404(QuestionSet.objects.authored_by(request.user.pk), pk=set_id)


def _shown(question: Question) -> Shown:
    statistics: ItemStatistics | None = getattr(question.current, "statistics", None)
    if question.current is None or statistics is None:
        return Shown(question, item_line(None), None)
    figures = stored.item_figures(statistics)
    return Shown(question, item_line(figures), option_table(figures, question.current.options_html))


def _columns(order: str) -> list[Column]:
    present, is_down = order.removeprefix("-"), order.startswith("-")
    return [
        Column(
            name,
            title,
            sorted="" if name != present else "descending" if is_down else "ascending",
            order=f"-{name}" if name == present and not is_down else name,
        )
        for name, title in TITLES.items()
    ]
