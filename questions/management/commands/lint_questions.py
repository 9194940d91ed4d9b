import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import F
from django.utils import timezone

from questions import lint, revisions
from questions.models import QuestionSet, Revision


class Command(BaseCommand):
    help = "Look for flaws of item writing in the questions of all sets, or of one; docs/item-lint.md has the rules."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--set", metavar="NAME", help="the name or title of a set")
        parser.add_argument("--json", action="store_true")

    def handle(self, *, set: str | None, **options: Any) -> None:
        sets = QuestionSet.objects.order_by("title")
        if set and not (sets := sets.filter(name=set) | sets.filter(title=set)):
            raise CommandError(f"There is no set “{set}”; there are {', '.join(_names()) or 'none'}.")
        found = [_of_set(question_set) for question_set in sets]
        if options["json"]:
            self.stdout.write(json.dumps({"sets": found}, ensure_ascii=False, indent=2))
        else:
            for line in (line for each in found for line in _lines(each)):
                self.stdout.write(line)


def _names() -> list[str]:
    return list(QuestionSet.objects.values_list("name", flat=True))


def _of_set(question_set: QuestionSet) -> dict[str, Any]:
    today = timezone.localdate()
    current = Revision.objects.filter(question__question_set=question_set, question__retired_at=None)
    current = (
        current.filter(question__current=F("pk")).select_related("question", "objective").order_by("question__name")
    )
    drafts = [revisions.draft_of(revision) for revision in current]
    return {
        "set": question_set.name,
        "title": question_set.title,
        "questions": len(drafts),
        "findings": [
            {"question": draft.name, **_facts(finding)} for draft in drafts for finding in lint.findings(draft, today)
        ],
        "waived": [
            {"question": draft.name, "reason": reason, **_facts(finding)}
            for draft in drafts
            for finding, reason in lint.waived(draft, today)
        ],
        "of_the_set": [_facts(finding) for finding in lint.findings_of_set(drafts)],
    }


def _facts(finding: lint.Finding | lint.SetFinding) -> dict[str, Any]:
    return {**vars(finding), "why": finding.why}


def _lines(found: dict[str, Any]) -> list[str]:
    count = len(found["findings"]) + len(found["of_the_set"])
    lines = [f"{found['title']}: {found['questions']} questions, {count} findings, {len(found['waived'])} waived."]
    lines += [
        f"  {each['question']}, {each['where']}: {each['message']} [{each['rule']}]" for each in found["findings"]
    ]
    lines += [f"  {each['message']} [{each['rule']}]" for each in found["of_the_set"]]
    return lines
