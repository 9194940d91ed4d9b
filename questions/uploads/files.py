"""One staged file, read: its questions, each with its findings and its place, and its pictures."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from django.utils import timezone

from questions import lint
from questions.drafts import Draft, Level, Problem
from questions.formats import Reading, read_all
from questions.models import StagedPicture, StagedQuestion, Upload, UploadedFile
from questions.reading import pictures
from questions.reading.source import Source, Unreadable
from questions.uploads import columns, progress
from questions.uploads.placing import Placer

MOST_QUESTIONS = 20_000
BATCH = 500
# Of the time for a file; the rest goes into checking each question.
PARSING = 0.2


@dataclass(frozen=True)
class Found:
    """What a file holds, in models that are not stored yet."""

    file: UploadedFile
    questions: list[StagedQuestion]
    pictures: list[StagedPicture]

    def stage(self) -> None:
        """Store it, in place of what was found before."""
        self.file.save(update_fields=["format", "encoding", "problems", "not_imported"])
        self.file.pictures.all().delete()
        StagedPicture.objects.bulk_create(self.pictures, batch_size=BATCH)
        StagedQuestion.objects.bulk_create(self.questions, batch_size=BATCH)


class FileReader:
    """Reads the files of one upload in turn, and tells how far it is; `whole` is the size of all in bytes."""

    def __init__(self, upload: Upload, whole: int) -> None:
        self._upload = upload
        self._placer = Placer(upload)
        self._number = 0
        self._done, self._whole = 0, max(whole, 1)

    def read(self, file: UploadedFile) -> Found:
        """Read one file; its questions are numbered on from those of the files before."""
        self._tell(f"Reading {file.name}")
        mapping = file.mapping or columns.said_before(file)
        readings = read_all(Source(file.name, bytes(file.content)), file.chosen_format, mapping)
        problems = [problem for reading in readings for problem in reading.parsed.problems]
        drafts = [draft for reading in readings for draft in reading.parsed.drafts]
        if len(drafts) > (room := MOST_QUESTIONS - self._number):
            problems.append(Problem(file.name, f"has more than {MOST_QUESTIONS:,} questions. Upload it in parts."))
        questions = list(self._staged(file, drafts[:room]))
        clean, unreadable = _clean_pictures(file, readings)
        file.format = ", ".join(sorted({reading.format.name for reading in readings if reading.format}))
        file.encoding = ", ".join(sorted({reading.parsed.encoding for reading in readings if reading.format}))
        file.problems = [asdict(problem) for problem in (*problems, *unreadable)]
        file.not_imported = [asdict(left_out) for reading in readings for left_out in reading.parsed.not_imported]
        self._done += len(file.content)
        return Found(file, questions, clean)

    def _staged(self, file: UploadedFile, drafts: list[Draft]) -> Iterator[StagedQuestion]:
        for count, draft in enumerate(drafts):
            if count % BATCH == 0:
                share = PARSING + (1 - PARSING) * count / len(drafts)
                self._tell(
                    f"Checking question {count + 1:,} of {len(drafts):,} in {file.name}", share * len(file.content)
                )
            self._number += 1
            yield _staged(self._upload, file, draft, self._number, self._placer)

    def _tell(self, sentence: str, of_this: float = 0) -> None:
        progress.tell(self._upload.pk, sentence, (self._done + of_this) / self._whole)


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


def _clean_pictures(file: UploadedFile, readings: list[Reading]) -> tuple[list[StagedPicture], list[Problem]]:
    """The pictures of a file, encoded anew, and what is wrong with the others."""
    clean: dict[str, StagedPicture] = {}
    problems = []
    for reading in readings:
        for name, content in reading.parsed.pictures.items():
            try:
                picture = pictures.clean(f"{reading.source.name}, {name}", content)
            except Unreadable as unreadable:
                problems.append(Problem(unreadable.problem.where, unreadable.problem.message, Level.WARNING))
            else:
                facts = {"content": picture.content, "media_type": picture.media_type}
                clean[name] = StagedPicture(file=file, name=name, **facts)
    return list(clean.values()), problems
