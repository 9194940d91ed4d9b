"""A sitting's results as a table, for the instructors of its group."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from openpyxl import Workbook

from exams.models import Attempt, Sitting
from exams.palette import State
from people.models import Membership
from questions.formats.tables.neutral import storable
from scoring.models import Report

HEADER = (
    *("Name", "Started", "Ended", "How it ended", "Answered", "Right", "Counted", "Estimate", "Band from", "Band to"),
    "Counts in leaderboards",
)
NUMBERS = 6
Rows = list[list[str | int]]


def rows(sitting: Sitting) -> Rows:
    """A header, and a row for each attempt by name; no address, no time granted, and no reason for it."""
    names = dict(Membership.objects.filter(group=sitting.group_id).values_list("person", "name"))
    domains = list(sitting.blueprint.outline.domains.order_by("code").values_list("code", "title"))
    newest = Prefetch("reports", Report.objects.order_by("-rulings_up_to").defer("explained"), to_attr="newest")
    ended = Attempt.objects.filter(sitting=sitting, handed_in_at__isnull=False)
    attempts = ended.select_related("entry").prefetch_related(newest)
    lines = [_row(attempt, names.get(attempt.candidate_id) or "Former member", domains) for attempt in attempts]
    header: list[str | int] = [*HEADER, *(storable(title) for _, title in domains)]
    return [header, *sorted(lines, key=lambda line: str(line[0]).casefold())]


def as_csv(table: Rows) -> bytes:
    """UTF-8 with a mark at its beginning, so that spreadsheets read it as such."""
    text = io.StringIO()
    csv.writer(text).writerows(table)
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(table: Rows) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Results")
    for row in table:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _row(attempt: Any, name: str, domains: Sequence[tuple[str, str]]) -> list[str | int]:
    report = attempt.newest[0] if attempt.newest else None
    facts = [name, _moment(attempt.started_at), _moment(attempt.handed_in_at), attempt.get_ending_display()]
    if report is None:
        return [*map(storable, facts), *[""] * NUMBERS, "Not scored yet", *("" for _ in domains)]
    tallies = {tally["code"]: f"{tally['right']} of {tally['counted']}" for tally in report.domains}
    entry = getattr(attempt, "entry", None)
    verdict = entry.get_verdict_display() if entry else ""
    answered = sum(mark["state"] == State.ANSWERED for mark in report.marks)
    numbers = [answered, report.right, report.counted, report.scaled, report.band_low, report.band_high]
    return [*map(storable, facts), *numbers, storable(verdict), *(tallies.get(code, "") for code, _ in domains)]


def _moment(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"
