"""The Celery application: what `celery -A config` runs."""

import gc
import os
from typing import Any

from celery import Celery
from celery.signals import (
    beat_init,
    before_task_publish,
    heartbeat_sent,
    setup_logging,
    task_postrun,
    task_prerun,
    task_success,
    worker_process_init,
    worker_ready,
    worker_shutdown,
)

from . import connections, rounds, workers
from .watch import request_ids

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("rehearsal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
before_task_publish.connect(request_ids.send_along)
task_prerun.connect(request_ids.take_up)
task_postrun.connect(request_ids.lay_down)


@heartbeat_sent.connect
def report(sender: Any, **_: Any) -> None:
    """Let a worker say that it is alive, every two seconds for as long as it has the broker."""
    workers.report(sender.eventer.hostname)


@setup_logging.connect
def keep_the_settings(**_: Any) -> None:
    """Let Celery's processes log as Django's settings say; without a receiver they would set up their own."""


@beat_init.connect
@worker_ready.connect
def look_for_what_was_left(**_: Any) -> None:
    """Let a worker or a beat that starts have what a lost one left undone looked for at once."""
    app.send_task("scoring.tasks.sweep", expires=15)


@worker_process_init.connect
def collect_rarely(**_: Any) -> None:
    """Let a worker look for garbage less often: an upload of thousands of questions lost a third of its time to it."""
    gc.set_threshold(100_000, 20, 20)


@worker_process_init.connect
def keep_connections(**_: Any) -> None:
    """Let a worker go on with the database's connection from task to task, while it is well."""
    task_prerun.connect(connections.drop_what_hung_up)
    task_postrun.connect(connections.drop_what_failed)


@worker_shutdown.connect
def forget(sender: Any, **_: Any) -> None:
    """Let a worker say that it goes."""
    workers.forget(sender.hostname)


@task_success.connect
def note_round(sender: Any, **_: Any) -> None:
    """Let a worker write down when a task that beat sends was done."""
    rounds.note(sender.name)
