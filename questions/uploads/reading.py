"""Staged files are read, their questions checked, placed and compared with the bank."""

from dataclasses import asdict

from django.db import transaction
from django.utils import timezone

from questions import lint
from questions.drafts import Draft, Level, Problem
from questions.formats import Reading, read_all
from questions.models import StagedPicture, StagedQuestion, Upload, UploadedFile
from questions.reading import pictures
from questions.reading.source import Source, Unreadable
from questions.uploads import columns, progress, twins
from questions.uploads.placing import Placer

MOST_QUESTIONS = 20_000
BATCH = 500


def read(upload: Upload) -> None:
    """Read every file of an upload, in place of what was read before; nothing enters the bank."""
    placer = Placer(upload)
    with transaction.atomic():
        locked = Upload.objects.select_for_update().get(pk=upload.pk)
        if locked.confirmed_at:
            return
        locked.questions.all().delete()
        number = 0
        for file in locked.files.all():
            StagedPicture.objects.filter(file=file).delete()
            mapping = file.mapping or columns.said_before(file)
            readings = read_all(Source(file.name, bytes(file.content)), file.chosen_format, mapping)
            number = _stage(locked, file, readings, placer, number)
        twins.find_same(locked)
        locked.read_at, locked.compared_at = timezone.now(), None
        locked.failed_at, locked.failure = None, ""
        locked.save(update_fields=["read_at", "compared_at", "failed_at", "failure"])


def compare(upload: Upload) -> None:
    """Look for near-duplicates of staged questions, in the bank and among themselves."""
    with transaction.atomic():
        locked = Upload.objects.select_for_update().get(pk=upload.pk)
        if locked.read_at is None or locked.compared_at or locked.confirmed_at:
            return
        twins.find_near(locked)
        locked.compared_at = timezone.now()
        locked.save(update_fields=["compared_at"])


def _stage(upload: Upload, file: UploadedFile, readings: list[Reading], placer: Placer, number: int) -> int:
    """Stage what one file holds, numbered on from the files before; return the last number."""
    problems = [problem for reading in readings for problem in reading.parsed.problems]
    problems += [problem for reading in readings for problem in _stage_pictures(file, reading)]
    staged = []
    for draft in (draft for reading in readings for draft in reading.parsed.drafts):
        if number == MOST_QUESTIONS:
            problems.append(Problem(file.name, f"has more than {MOST_QUESTIONS} questions. Upload it in parts."))
            break
        number += 1
        staged.append(_staged(upload, file, draft, number, placer))
        if number % BATCH == 0:
            progress.tell(upload.pk, f"{number} questions read")
    StagedQuestion.objects.bulk_create(staged, batch_size=BATCH)
    file.format = ", ".join(sorted({reading.format.name for reading in readings if reading.format}))
    file.encoding = ", ".join(sorted({reading.parsed.encoding for reading in readings if reading.format}))
    file.problems = [asdict(problem) for problem in problems]
    file.not_imported = [asdict(left_out) for reading in readings for left_out in reading.parsed.not_imported]
    file.save(update_fields=["format", "encoding", "problems", "not_imported"])
    return number


def _stage_pictures(file: UploadedFile, reading: Reading) -> list[Problem]:
    """Store the pictures of a file, encoded anew; return what is wrong with the others."""
    problems = []
    for name, content in reading.parsed.pictures.items():
        try:
            clean = pictures.clean(f"{reading.source.name}, {name}", content)
        except Unreadable as unreadable:
            problems.append(Problem(unreadable.problem.where, unreadable.problem.message, Level.WARNING))
        else:
            StagedPicture.objects.update_or_create(
                file=file, name=name, defaults={"content": clean.content, "media_type": clean.media_type}
            )
    return problems


def _staged(upload: Upload, file: UploadedFile, draft: Draft, number: int, placer: Placer) -> StagedQuestion:
    findings = lint.findings(draft, timezone.localdate())
    objective, suggestion = placer.place(draft)
    return StagedQuestion(
        upload=upload,
        file=file,
        number=number,
        draft=draft.to_json(),
        findings=[asdict(finding) for finding in findings],
        has_error=any(finding.level == Level.ERROR for finding in findings),
        objective_id=objective,
        suggestion=suggestion,
    )
