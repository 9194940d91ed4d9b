import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from questions import bundled
from questions.bundled_concepts import glossary
from questions.measures.figures import bank_figures
from questions.measures.page import page

SOLVE = bundled.BANK / "blind-solve.json"


class Command(BaseCommand):
    help = "Measure the bundled questions and cards, and write docs/bank.md and docs/bank.json."
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail where the pages are out of date")

    def handle(self, *, check: bool, **options: Any) -> None:
        solve = json.loads(SOLVE.read_text(encoding="utf-8"))
        figures = bank_figures(_drafts(), glossary(), solve)
        texts = {
            settings.BASE_DIR / "docs" / "bank.json": json.dumps(figures.to_json(), indent=2) + "\n",
            settings.BASE_DIR / "docs" / "bank.md": page(figures, solve["resolved"]),
        }
        stale = [path for path, text in texts.items() if not path.exists() or path.read_text("utf-8") != text]
        if check and stale:
            raise CommandError(f"Out of date, run “make bank-report”: {', '.join(path.name for path in stale)}")
        for path in stale:
            path.write_text(texts[path], encoding="utf-8")
        self.stdout.write(json.dumps(figures.to_json()))


def _drafts() -> list[Any]:
    return [draft for folder in bundled.folders() for draft in bundled.read(folder).drafts]
