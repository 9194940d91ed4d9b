import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from exams.assembly import CannotDraw
from exams.models import Blueprint
from exams.papers import draw_places
from exams.printing import printed
from exams.shortlist import source_of


class Command(BaseCommand):
    help = "Draw a paper from a blueprint, as for somebody who has seen nothing, and print what would stand on it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("blueprint", help="the code of a blueprint, as load_bank or its author gave it")
        parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same paper (default 1)")
        parser.add_argument("--json", action="store_true", help="print JSON in place of a table")
        parser.add_argument("--html", action="store_true", help="write a paper to print, and its key sheet apart")
        parser.add_argument("--to", type=Path, default=Path(), metavar="FOLDER", help="where to (default: here)")

    def handle(self, *, blueprint: str, seed: int, **options: Any) -> None:
        try:
            found = Blueprint.objects.get(code=blueprint)
            if options["html"]:
                self._print(found, seed, options["to"])
            else:
                self._list(found, seed, as_json=options["json"])
        except Blueprint.DoesNotExist as error:
            known = ", ".join(Blueprint.objects.values_list("code", flat=True)) or "none; run load_bank first"
            raise CommandError(f"There is no blueprint “{blueprint}”. Known: {known}.") from error
        except (CannotDraw, OSError) as reason:
            raise CommandError(str(reason)) from reason

    def _print(self, blueprint: Blueprint, seed: int, folder: Path) -> None:
        for part, html in zip(("paper", "key"), printed(blueprint, seed=seed), strict=True):
            path = folder / f"{blueprint.code}-{seed}-{part}.html"
            path.write_text(html, encoding="utf-8")
            self.stdout.write(f"{path}")

    def _list(self, blueprint: Blueprint, seed: int, *, as_json: bool) -> None:
        questions = [
            {
                "id": place.entry.question,
                "domain": place.entry.domain,
                "objective": place.entry.objective,
                "kind": "multiple" if place.entry.multiple else "single",
                "scored": place.scored,
            }
            for place in draw_places(blueprint, source_of(blueprint, None), seed=seed)
        ]
        if as_json:
            self.stdout.write(json.dumps({"blueprint": blueprint.code, "seed": seed, "questions": questions}))
            return
        self.stdout.write(f"{blueprint.code}, seed {seed}: {len(questions)} questions")
        self.stdout.write(f"{'':>3}  {'question':>8}  {'domain':6}  {'objective':9}  {'kind':8}  scored")
        for position, question in enumerate(questions, 1):
            self.stdout.write(
                f"{position:>3}  {question['id']:>8}  {question['domain']:6}  {question['objective']:9}  "
                f"{question['kind']:8}  {'yes' if question['scored'] else 'no'}"
            )
