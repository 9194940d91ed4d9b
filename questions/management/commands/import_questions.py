import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from people.models import User
from questions import uploads
from questions.drafts import Draft
from questions.formats import formats, read_all
from questions.models import Outline, QuestionSet, Upload
from questions.reading.source import Source


class Command(BaseCommand):
    help = "Bring questions from files into a set: all of them, or nothing. With --dry-run, only look."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH", help="a file, or a folder of files")
        parser.add_argument("--format", choices=sorted(formats()), help="instead of the one that is found")
        parser.add_argument("--set", metavar="TITLE", help="the set to add to; a new one where none has the title")
        parser.add_argument("--outline", metavar="CODE", help="whose task statements the questions have")
        parser.add_argument("--owner", metavar="EMAIL", help="whose set it is")
        parser.add_argument("--licence", default="All rights reserved")
        parser.add_argument(
            "--leave-out-broken", action="store_true", help="store the sound ones although some are not"
        )
        parser.add_argument("--dry-run", action="store_true", help="store nothing")
        parser.add_argument("--json", action="store_true", help="print what was found as JSON")

    def handle(self, *, paths: list[Path], **options: Any) -> None:
        files = {path: path.read_bytes() for path in _expanded(paths)}
        found = [_facts(path, content, options) for path, content in files.items()]
        if options["json"]:
            self.stdout.write(json.dumps({"files": found}, ensure_ascii=False, indent=2))
        else:
            for line in (line for each in found for line in _lines(each)):
                self.stdout.write(line)
        if not options["dry_run"]:
            question_set, count = self._store(files, options)
            if not options["json"]:
                self.stdout.write(f"{count} questions are stored in “{question_set}”.")

    def _store(self, files: dict[Path, bytes], options: dict[str, Any]) -> tuple[QuestionSet | None, int]:
        try:
            with transaction.atomic():
                upload = uploads.receive(
                    _owner(options), [(path.name, content) for path, content in files.items()], **_aim(options)
                )
                upload.files.update(chosen_format=options["format"] or "")
                uploads.read(upload)
                uploads.compare(upload)
                if not options["leave_out_broken"] and (broken := _broken(upload)):
                    raise CommandError(f"Nothing was stored. {broken}; mend that, or add --leave-out-broken.")
                uploads.confirm(upload, licence=options["licence"], attested=True)
                count = uploads.chosen(upload).count()
                return uploads.store(upload), count
        except (uploads.Refused, uploads.NotReady) as refused:
            raise CommandError(f"Nothing was stored. {refused}") from refused


def _expanded(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(each for each in path.rglob("*") if each.is_file())
        elif path.is_file():
            yield path
        else:
            raise CommandError(f"There is no file {path}.")


def _facts(path: Path, content: bytes, options: dict[str, Any]) -> dict[str, Any]:
    readings = read_all(Source(path.name, content), options["format"] or "")
    drafts = [draft for reading in readings for draft in reading.parsed.drafts]
    multiple = sum(draft.is_multiple for draft in drafts)
    facts = {
        "path": str(path),
        "format": _joined(reading.format.name for reading in readings if reading.format),
        "encoding": _joined(reading.parsed.encoding for reading in readings if reading.format),
        "questions": len(drafts),
        "single": len(drafts) - multiple,
        "multiple": multiple,
        "not_imported": [vars(left) for reading in readings for left in reading.parsed.not_imported],
        "problems": [vars(problem) for reading in readings for problem in reading.parsed.problems],
    }
    return {**facts, "drafts": [_draft(draft) for draft in drafts]} if options["dry_run"] else facts


def _joined(names: Iterator[str]) -> str:
    return ", ".join(sorted(set(names)))


def _draft(draft: Draft) -> dict[str, Any]:
    return {
        "stem": draft.stem,
        "kind": "multiple" if draft.is_multiple else "single",
        "options": [
            {"text": option.text, "correct": option.is_key, "rationale": option.rationale} for option in draft.options
        ],
    }


def _lines(facts: dict[str, Any]) -> Iterator[str]:
    yield (
        f"{facts['path']}: {facts['format'] or 'no known format'}, {facts['questions']} questions"
        f" ({facts['single']} single, {facts['multiple']} multiple), {len(facts['not_imported'])} not imported"
    )
    for left in facts["not_imported"]:
        yield f"  not imported: {left['where']}: {left['type']} “{left['title']}”. {left['reason']}"
    for problem in facts["problems"]:
        yield f"  {problem['level']}: {problem['where']}: {problem['message']}"


def _owner(options: dict[str, Any]) -> User | None:
    if not options["owner"]:
        return None
    try:
        return User.objects.get_by_natural_key(options["owner"])
    except User.DoesNotExist as unknown:
        raise CommandError(f"Nobody here has the e-mail address {options['owner']}.") from unknown


def _aim(options: dict[str, Any]) -> dict[str, Any]:
    """The set and the outline that the questions are for."""
    if not options["set"]:
        raise CommandError("Name the set with --set; a new one is made where none has the title.")
    owner = _owner(options)
    question_set = QuestionSet.objects.filter(owner=owner, title=options["set"]).select_related("outline").first()
    if question_set:
        return {"question_set": question_set, "outline": question_set.outline}
    outlines = Outline.objects.filter(code=options["outline"]) if options["outline"] else Outline.objects.all()
    if len(outlines) != 1:
        codes = ", ".join(Outline.objects.values_list("code", flat=True))
        raise CommandError(f"Name the outline with --outline; there are {codes}.")
    return {"title": options["set"], "outline": outlines[0]}


def _broken(upload: Upload) -> str:
    problems = [p for file in upload.files.all() for p in file.problems if p["level"] == "error"]
    count = upload.questions.filter(has_error=True).count() + len(problems)
    return f"There are {count} errors" if count else ""
