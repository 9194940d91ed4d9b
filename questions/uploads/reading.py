"""Staged files are read, their questions checked, placed and compared with the bank.

Both verbs lock nothing while they work, only to store what they found: meanwhile the owner may throw the upload away,
decide, confirm, or ask for another format. What was made out of date by that is dropped; its own errand does it anew.
"""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.utils import timezone

from questions import lint
from questions.drafts import Draft
from questions.models import Upload, UploadedFile
from questions.uploads import twins
from questions.uploads.files import FileReader, Found


def read(upload: Upload) -> None:
    """Read every file of an upload, in place of what was read before; nothing enters the bank."""
    files = list(upload.files.all())
    found = list(_read_each(upload, files))
    with transaction.atomic():
        locked = Upload.objects.select_for_update().filter(pk=upload.pk, read_at=None, confirmed_at=None).first()
        if locked is None or _asked(locked.files.all()) != _asked(files):
            return
        locked.questions.all().delete()
        for each in found:
            each.stage()
        twins.find_same(locked)
        drafts = [Draft.from_json(question.draft) for each in found for question in each.questions]
        # Near-duplicates are looked for in the next step, and stand on their cards.
        locked.findings = [finding.message for finding in lint.findings_of_keys(drafts)]
        locked.read_at, locked.compared_at = timezone.now(), None
        locked.failed_at, locked.failure = None, ""
        locked.save(update_fields=["findings", "read_at", "compared_at", "failed_at", "failure"])


def compare(upload: Upload) -> None:
    """Look for near-duplicates of staged questions, in the bank and among themselves."""
    to_compare = Upload.objects.filter(pk=upload.pk, compared_at=None, confirmed_at=None).exclude(read_at=None)
    as_read = to_compare.first()
    if as_read is None:
        return
    near = twins.find_near(as_read)
    with transaction.atomic():
        locked = to_compare.select_for_update().filter(read_at=as_read.read_at).first()
        if locked is None:
            return
        twins.mark(near)
        locked.compared_at = timezone.now()
        locked.save(update_fields=["compared_at"])


def _read_each(upload: Upload, files: list[UploadedFile]) -> Iterator[Found]:
    reader = FileReader(upload, whole=sum(len(file.content) for file in files))
    for file in files:
        yield reader.read(file)


def _asked(files: Iterable[UploadedFile]) -> dict[int, tuple[str, object]]:
    """What the owner wants each file to be read as."""
    return {file.pk: (file.chosen_format, file.mapping) for file in files}
