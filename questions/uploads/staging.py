"""Files come in and are staged, seen by nobody but their owner."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from people.models import User
from questions.models import Outline, QuestionSet, Upload, UploadedFile

MOST_FILES = 200
LARGEST_UPLOAD = 20 * 1024 * 1024
KEPT = timedelta(days=7)
PASTED = "pasted text"
LONGEST_NAME = 255


class Refused(Exception):
    """Files that are not even staged; the sentence says why."""


@transaction.atomic
def receive(
    owner: User | None,
    files: Sequence[tuple[str, bytes]],
    *,
    outline: Outline,
    question_set: QuestionSet | None = None,
    title: str = "",
) -> Upload:
    """Stage files as they came; raises Refused where there is nothing, or too much, to read."""
    if not files or not any(content.strip() for _, content in files):
        raise Refused("There is nothing in it. Choose a file, or paste questions.")
    if len(files) > MOST_FILES:
        raise Refused(f"These are more than {MOST_FILES} files. Put them into one ZIP, or upload some at a time.")
    if sum(len(content) for _, content in files) > LARGEST_UPLOAD:
        raise Refused("These files are larger than 20 MB together. Upload some at a time.")
    upload = Upload.objects.create(owner=owner, outline=outline, question_set=question_set, title=title)
    UploadedFile.objects.bulk_create(
        UploadedFile(upload=upload, name=_shown(name), content=content) for name, content in files
    )
    return upload


def _shown(name: str) -> str:
    """A file's name as it can be stored and shown: without characters that turn the text around it, or end it."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)[-LONGEST_NAME:]


def remove_old() -> None:
    """Throw away what was staged a week ago and never stored; of what was stored, the files."""
    Upload.objects.filter(created_at__lt=timezone.now() - KEPT).delete()


def read_as(file: UploadedFile, format_name: str, mapping: dict[str, Any] | None = None) -> None:
    """Let a file be read anew, as another format or by a mapping of its columns."""
    file.chosen_format, file.mapping = format_name, mapping
    file.save(update_fields=["chosen_format", "mapping"])
    facts: dict[str, Any] = {"read_at": None, "compared_at": None, "failed_at": None, "failure": "", "tries": 0}
    Upload.objects.filter(pk=file.upload_id, confirmed_at=None).update(**facts)
