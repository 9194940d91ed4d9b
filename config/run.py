"""`make run`: everything that Rehearsal needs, on this machine, under one supervisor."""

import os
import signal
import sys
import time
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connections

from . import address, collected, embedded, local
from .address import Address
from .alone import alone
from .embedded import CannotStart, logs
from .embedded.child import Child
from .embedded.place import CHECKOUT
from .supervisor import Supervisor
from .witness import end_left_over, witness

PATIENCE_SECONDS = 60


def main() -> None:
    """Run until Ctrl-C or SIGTERM; exit with a message where that cannot be."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        own = address.chosen()
        data = local.settle()
        with alone(data, own), witness(data / "run.json"):
            end_left_over(data / "run.json")
            own.refuse_if_taken()
            prepare(own)
            serve(data, own)
    except CannotStart as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)


def prepare(own: Address) -> None:
    """Bring the database, the question bank and the static files up to date."""
    os.environ.setdefault("ALLOWED_HOSTS", own.allowed_hosts)
    os.environ["REHEARSAL_DEMO"] = "1" if own.is_loopback else "0"
    say("Starting PostgreSQL and Valkey …")
    embedded.join()
    django.setup()
    say("Bringing the database up to date …")
    call_command("migrate", interactive=False, verbosity=0)
    say("Loading the questions …")
    call_command("load_bank", verbosity=0)
    call_command("demo_accounts", verbosity=0)
    connections.close_all()
    collected.collect()


def serve(data: Path, own: Address) -> None:
    """Run web server, worker and beat until told to stop; raise CannotStart where no page is served in time."""
    children = processes(data, own)
    supervisor = Supervisor(children, data / "run.json")
    say("Starting the web server …")
    deadline = time.monotonic() + PATIENCE_SECONDS
    is_up = False
    try:
        # The worker and beat wait for the web server, which starts in half the time without them.
        while supervisor.turn(children if is_up else children[:1]):
            if not is_up and (is_up := own.answers()):
                say(f"Rehearsal is at {own.url} (Ctrl-C stops it; logs are in {data / 'log'})")
            if not is_up and (time.monotonic() > deadline or children[0].failures > 2):
                raise CannotStart(f"The web server does not start.\n{logs.tail(children[0].log)}")
        say("Stopping …")
    finally:
        supervisor.stop()


def processes(data: Path, own: Address) -> list[Child]:
    """Return the three that make Rehearsal, the web server first."""
    width = ["--workers", str(min(os.cpu_count() or 1, 4)), "--blocking-threads", "4"]
    mending = ["--respawn-failed-workers", "--workers-kill-timeout", "5"]
    place = ["--host", own.host, "--port", str(own.port)]
    commands = {
        "web": ["granian", "--interface", "wsgi", *width, *mending, *place, "config.wsgi:application"],
        "worker": ["celery", "-A", "config", "worker", "--concurrency", "2"],
        "beat": ["celery", "-A", "config", "beat", "--pidfile=", "--schedule", str(data / "beat")],
    }
    return [
        Child(name, [sys.executable, "-m", *command], log=data / "log" / f"{name}.log", folder=CHECKOUT)
        for name, command in commands.items()
    ]


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
