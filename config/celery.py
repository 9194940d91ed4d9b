"""The Celery application: what `celery -A config` runs."""

import gc
import os
from typing import Any

from celery import Celery
from celery.signals import heartbeat_sent, worker_process_init, worker_shutdown

from . import workers

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("rehearsal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@heartbeat_sent.connect
def report(sender: Any, **_: Any) -> None:
    """Let a worker say that it is alive, every two seconds for as long as it has the broker."""
    workers.report(sender.eventer.hostname)


@worker_process_init.connect
def collect_rarely(**_: Any) -> None:
    """Let a worker look for garbage less often: an upload of thousands of questions lost a third of its time to it."""
    gc.set_threshold(100_000, 20, 20)


@worker_shutdown.connect
def forget(sender: Any, **_: Any) -> None:
    """Let a worker say that it goes."""
    workers.forget(sender.hostname)
