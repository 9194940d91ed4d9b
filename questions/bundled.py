"""The bundled bank: a folder per exam under questions/bank/, read whole or not at all."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from questions import outlines, revisions
from questions.drafts import Draft, Problem
from questions.formats import exam_facts, rehearsal
from questions.models import QuestionSet

BANK = Path(__file__).parent / "bank"
# An exam without a kind of question: between these lies no number of options.
NONE = (1, 0)
QUESTION = re.compile(r"[^/]+/[^/]+\.md")


class BankErrors(Exception):
    """A bank with mistakes; nothing of it was loaded."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True)
class Exam:
    """A folder of the bank, read and free of errors; one without questions needs no set."""

    outline: dict[str, Any]
    blueprint: dict[str, Any]
    question_set: dict[str, str] | None
    drafts: tuple[Draft, ...]


def folders() -> list[Path]:
    """The exams that come with Rehearsal."""
    return sorted(path.parent for path in BANK.glob("*/exam.yaml"))


def read(folder: Path) -> Exam:
    """Read an exam's folder; raises BankErrors that name every file, question and reason."""
    where = f"{folder.name}/exam.yaml"
    try:
        facts = yaml.safe_load((folder / "exam.yaml").read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError) as error:
        raise BankErrors([Problem(where, f"cannot be read: {' '.join(str(error).split())}")]) from error
    if problems := exam_facts.problems(where, facts):
        raise BankErrors(problems)
    drafts = []
    for path in sorted(filter(Path.is_file, folder.rglob("*"))):
        name = path.relative_to(folder).as_posix()
        if QUESTION.fullmatch(name):
            draft, wrong = rehearsal.parse(name, path.read_bytes())
            problems += wrong
            drafts += [draft] if draft else []
        elif name != "exam.yaml":
            problems.append(Problem(name, "is not read: a question is a file NAME.md in its task statement's folder."))
    if not drafts and not problems and "set" in facts:
        problems.append(Problem(folder.name, "holds no question."))
    if drafts and "set" not in facts:
        problems.append(Problem(where, "must have a block “set”, which says whose the questions beside it are."))
    problems += _problems_between(drafts, facts)
    if problems:
        raise BankErrors(problems)
    return Exam(facts["outline"], facts["blueprint"], facts.get("set"), tuple(drafts))


def _problems_between(drafts: list[Draft], facts: dict[str, Any]) -> Iterator[Problem]:
    objectives = {code for domain in facts["outline"]["domains"] for code in domain["objectives"]}
    names = Counter(draft.name for draft in drafts)
    for draft in drafts:
        field = "multiple_options" if draft.is_multiple else "single_options"
        least, most = facts["blueprint"].get(field) or NONE
        if not least <= len(draft.options) <= most:
            allowed = f"{least} to {most}" if most else "none"
            message = (
                f"has {len(draft.options)} options, and no paper takes it: “{field}” of the blueprint are {allowed}."
            )
            yield Problem(draft.where, message)
        if names[draft.name] > 1:
            yield Problem(draft.where, f"another file has the name “{draft.name}”; names are unique in a bank.")
        if draft.objective not in objectives:
            yield Problem(draft.where, f"the outline has no task statement “{draft.objective}”.")
        elif draft.where.partition("/")[0] != draft.objective:
            yield Problem(draft.where, f"is about task statement {draft.objective}, so it belongs into that folder.")
        for enemy in draft.enemies:
            if enemy not in names or enemy == draft.name:
                yield Problem(draft.where, f"names an enemy “{enemy}” that is no other question of the bank.")


@transaction.atomic
def store(exam: Exam) -> tuple[QuestionSet | None, int]:
    """Bring outline, set and questions up to date; return the set, if any, and how many new wordings there were."""
    outline = outlines.bring_up_to_date(exam.outline)
    if exam.question_set is None:
        return None, 0
    facts = {"outline": outline, "title": exam.question_set["title"], "licence": exam.question_set["licence"]}
    question_set, _ = QuestionSet.objects.update_or_create(
        owner=None,
        name=exam.question_set["name"],
        defaults=facts,
        # Whoever closes it later is not overruled.
        create_defaults={**facts, "open_to_draw": True},
    )
    made = len(revisions.publish(question_set, exam.drafts))
    gone = question_set.questions.filter(left_bank_at=None).exclude(name__in=[draft.name for draft in exam.drafts])
    now = timezone.now()
    gone.update(retired_at=Coalesce("retired_at", now), left_bank_at=now)
    revisions.keep_enemies_apart(question_set, exam.drafts)
    return question_set, made
