from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from exams import blueprints
from questions import bundled
from questions.bundled import BankErrors, Exam


class Command(BaseCommand):
    help = "Load the bundled exams, or the folders of exams, all or nothing. Running it again changes what has changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="*", type=Path)

    def handle(self, *, folder: list[Path], **options: Any) -> None:
        exams = [(path, _read(path)) for path in folder or bundled.folders()]
        with transaction.atomic():
            said = [_store(path, exam) for path, exam in exams]
        self.stdout.write("\n".join(said))


def _read(path: Path) -> Exam:
    try:
        return bundled.read(path)
    except BankErrors as errors:
        raise CommandError(f"Nothing was loaded, because of {path.name}:\n{errors}") from errors


def _store(path: Path, exam: Exam) -> str:
    question_set, made = bundled.store(exam)
    try:
        blueprints.store(exam.blueprint)
    except ValidationError as refused:
        reasons = "\n".join(refused.messages)
        raise CommandError(
            f"Nothing was loaded, because of {path.name}:\n{path.name}/exam.yaml: {reasons}"
        ) from refused
    title = question_set.title if question_set else exam.blueprint["title"]
    return f"{title}: {len(exam.drafts)} questions, {made} new wordings."
