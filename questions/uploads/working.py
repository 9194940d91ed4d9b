"""What remains to be done for an upload, found from the database alone."""

import logging
from datetime import timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import Q, QuerySet
from django.utils import timezone

from questions.models import Upload
from questions.uploads import progress
from questions.uploads.confirming import store
from questions.uploads.reading import compare, read

logger = logging.getLogger(__name__)

AT_ONCE = 20
# A task that was sent has begun by then, or is lost.
LOST_AFTER = timedelta(minutes=2)
FAILED = "Something went wrong here, not in your file. It has been logged; nothing was stored."
TOOK_TOO_LONG = "This took longer than a minute and was stopped; nothing was stored. Upload it in smaller parts."


def go_on(upload_id: int) -> None:
    """Do every step that an upload waits for: read it, compare it, store it. Twice does no harm."""
    upload = waiting().filter(pk=upload_id).select_related("owner", "question_set").first()
    if upload is None:
        return
    try:
        if upload.read_at is None:
            progress.tell(upload_id, "Reading")
            read(upload)
        if upload.confirmed_at is None:
            progress.tell(upload_id, "Looking for near-duplicates")
            compare(upload)
        else:
            store(upload)
    except SoftTimeLimitExceeded:
        _fail(upload, TOOK_TOO_LONG)
    except Exception:
        logger.exception("upload %s failed", upload_id)
        _fail(upload, FAILED)
        raise


def waiting() -> QuerySet[Upload]:
    """Uploads for which a step remains that needs nobody's decision."""
    to_read = Q(read_at=None)
    to_compare = Q(compared_at=None, confirmed_at=None)
    to_store = Q(confirmed_at__isnull=False, stored_at=None)
    return Upload.objects.filter(to_read | to_compare | to_store, failed_at=None)


def go_on_with_what_was_lost() -> None:
    """Take up uploads whose task nobody has heard of."""
    before = timezone.now() - LOST_AFTER
    lost = waiting().filter(created_at__lt=before).filter(Q(confirmed_at=None) | Q(confirmed_at__lt=before))
    for upload in lost[:AT_ONCE]:
        try:
            go_on(upload.pk)
        except Exception:  # noqa: BLE001 - go_on has recorded it; the others must not wait
            logger.warning("the sweep goes on without upload %s", upload.pk)


def _fail(upload: Upload, sentence: str) -> None:
    Upload.objects.filter(pk=upload.pk).update(failed_at=timezone.now(), failure=sentence, confirmed_at=None)
