from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from exams import blueprints
from questions import bundled


class Command(BaseCommand):
    help = "Load the bundled exams, or one exam's folder. Running it again changes only what has changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", nargs="*", type=Path)

    def handle(self, *, folder: list[Path], **options: Any) -> None:
        for path in folder or bundled.folders():
            try:
                exam = bundled.read(path)
                with transaction.atomic():
                    question_set, made = bundled.store(exam)
                    blueprints.store(exam.blueprint)
            except bundled.BankErrors as errors:
                raise CommandError(f"{path.name} was not loaded:\n{errors}") from errors
            except ValidationError as refused:
                reasons = "\n".join(refused.messages)
                raise CommandError(f"{path.name} was not loaded:\n{path.name}/exam.yaml: {reasons}") from refused
            title = question_set.title if question_set else exam.blueprint["title"]
            self.stdout.write(f"{title}: {len(exam.drafts)} questions, {made} new wordings.")
