"""The leaderboard of a study group."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from exams.models import Blueprint, ClockTimestamp
from people.models import Membership, StudyGroup
from people.redirects import asks_for_a_part, moves_the_whole_page
from people.requests import PersonRequest
from scoring import leaderboard
from scoring.pages.choices import choices, read
from scoring.pages.leaderboard import Period, Tab
from scoring.ranking import A_PAGE, Line, Placed, banded, excerpt, ranked

TABS: dict[str, str] = {
    Tab.BEST: "Best estimate",
    Tab.LATEST: "Latest sitting",
    Tab.IMPROVEMENT: "Improvement",
    Tab.CONSISTENCY: "Consistency",
}
# A rise and a number of mocks have no band, and without numbers nothing is left of them.
WITH_BANDS: dict[str, str] = {tab: TABS[tab] for tab in (Tab.BEST, Tab.LATEST)}
PERIODS: dict[str, str] = {Period.ALL: "All time", Period.WEEK: "This week"}
Standings = StudyGroup.Standings


@moves_the_whole_page
@login_required
@never_cache
@require_GET
def of_group(request: PersonRequest, group_id: int) -> HttpResponse:
    """The leaderboard as members of the group see it, whatever their role; htmx asks for the board alone."""
    present = Membership.objects.present().filter(person=request.user).select_related("group")
    viewer = get_object_or_404(present.annotate(clock=ClockTimestamp()), group=group_id)
    facts: dict[str, Any] = {"group": viewer.group, "membership": viewer}
    if exams := list(leaderboard.exams(viewer)):
        facts |= _page(request, viewer, exams)
    return render(request, "scoring/_board.html" if asks_for_a_part(request) else "scoring/leaderboard.html", facts)


def _page(request: PersonRequest, viewer: Any, exams: list[Blueprint]) -> dict[str, Any]:
    titles = {exam.code: exam.title for exam in exams}
    code = read(request.GET.get("exam", ""), titles)
    tabs = WITH_BANDS if viewer.group.standings == Standings.BANDS else TABS
    tab = Tab(read(request.GET.get("tab", ""), tabs))
    periods = _periods(viewer.group, tab)
    period = Period(read(request.GET.get("period", ""), periods))
    exam = next(exam for exam in exams if exam.code == code)
    board = leaderboard.board(viewer, exam, tab, period, viewer.clock)
    chosen = {"exam": code, "tab": tab.value, "period": period.value}
    in_bands = viewer.group.standings == Standings.BANDS
    arrange = _in_bands if in_bands else _by_rank
    return {
        "exam": exam,
        "tab": tab.value,
        "period": period.value,
        "board": board,
        "exam_choices": choices("exam", titles, chosen),
        "tab_choices": choices("tab", tabs, chosen),
        "period_choices": choices("period", periods, chosen),
        "query": urlencode(chosen),
        **arrange(board.lines, viewer, request.GET.get("page")),
    }


def _periods(group: StudyGroup, tab: Tab) -> dict[str, str]:
    """A sitting has its own time, and the band of a week's best score is not known."""
    if tab is Tab.LATEST or group.standings == Standings.BANDS:
        return {Period.ALL: PERIODS[Period.ALL]}
    return {**PERIODS, Period.ALL: "Last 30 days"} if tab is Tab.CONSISTENCY else PERIODS


def _by_rank(lines: list[Line], viewer: Membership, number: str | None) -> dict[str, Any]:
    placed = ranked(lines)
    page: Page[Placed] = Paginator(placed, A_PAGE).get_page(number)
    return {
        "parts": excerpt(placed, viewer.pk) if page.number == 1 else [list(page)],
        "page": page,
        "own_place": next((each for each in placed if each.line.member == viewer.pk), None),
    }


def _in_bands(lines: list[Line], viewer: Membership, number: str | None) -> dict[str, Any]:
    """Each band by itself, in pages as long as the longest needs."""
    bands = [(headline, Paginator(of_band, A_PAGE)) for headline, of_band in banded(lines)]
    longest = max((pages for _, pages in bands), key=lambda pages: pages.num_pages, default=Paginator([], A_PAGE))
    page: Page[Line] = longest.get_page(number)
    shown = [(headline, pages.page(page.number)) for headline, pages in bands if page.number <= pages.num_pages]
    return {"bands": shown, "page": page}
