"""What remains to be done for uploads, found from the database alone."""

import logging
from datetime import timedelta

from celery.exceptions import SoftTimeLimitExceeded
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from questions.models import Upload
from questions.uploads import progress
from questions.uploads.confirming import store
from questions.uploads.reading import compare, read
from questions.uploads.twins import COMPARING

logger = logging.getLogger(__name__)

MOST_TRIES = 3
# A task that was sent has begun by then, or is lost.
LOST_AFTER = timedelta(minutes=2)
FAILED = "Something went wrong here, not in your file. It has been logged; nothing was stored."
TOOK_TOO_LONG = "This took longer than a minute and was stopped; nothing was stored. Upload it in smaller parts."
NEVER_ENDED = (
    "This was begun three times and came to no end, so it was given up; nothing was stored. Upload it in smaller parts."
)


def go_on(upload_id: int) -> None:
    """Do every step that an upload waits for: read it, compare it, store it. Twice does no harm.

    Nothing is done while another worker tells of its work on it: that one goes on with what comes meanwhile.
    """
    if progress.told(upload_id) or (upload := _waiting(upload_id)) is None:
        return
    if upload.tries >= MOST_TRIES:
        _fail(upload_id, NEVER_ENDED)
        return
    # Recorded before it begins: some files cost a worker its life, and shall not cost every worker its life for ever.
    Upload.objects.filter(pk=upload_id).update(tries=F("tries") + 1)
    try:
        while upload := _waiting(upload_id):
            _do_next_step(upload)
    except SoftTimeLimitExceeded:
        _fail(upload_id, TOOK_TOO_LONG)
    except Exception:
        logger.exception("upload %s failed", upload_id)
        _fail(upload_id, FAILED)
        raise
    finally:
        progress.forget(upload_id)


def _do_next_step(upload: Upload) -> None:
    if upload.read_at is None:
        progress.tell(upload.pk, "Reading", 0)
        read(upload)
    elif upload.confirmed_at:
        store(upload)
    else:
        progress.tell(upload.pk, COMPARING, 0)
        compare(upload)


def _waiting(upload_id: int) -> Upload | None:
    return waiting().filter(pk=upload_id).select_related("owner", "question_set").first()


def waiting() -> QuerySet[Upload]:
    """Uploads for which a step remains that needs nobody's decision."""
    to_read = Q(read_at=None)
    to_compare = Q(compared_at=None, confirmed_at=None)
    to_store = Q(confirmed_at__isnull=False, stored_at=None)
    return Upload.objects.filter(to_read | to_compare | to_store, failed_at=None)


def lost() -> QuerySet[Upload]:
    """Uploads whose task should have done its work by now: never sent, or begun by a worker that died."""
    before = timezone.now() - LOST_AFTER
    return waiting().filter(created_at__lt=before).filter(Q(confirmed_at=None) | Q(confirmed_at__lt=before))


def _fail(upload_id: int, sentence: str) -> None:
    Upload.objects.filter(pk=upload_id).update(failed_at=timezone.now(), failure=sentence, confirmed_at=None)
