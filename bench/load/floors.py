"""Floor A, what PostgreSQL alone can do, and floor B, what Django on it can do: in the same run, on the same rows."""

import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from bench.load.candidates import Candidate
from bench.load.stage import WEB_WORKERS, Stage
from config.embedded import postgres
from tests.patience import eventually
from tests.stack import Stack, free_port, is_free

GUARDED = """\\set which random(0, {last})
\\set position random(1, 65)
UPDATE exams_response r SET chosen = '{{1}}', counter = r.counter + 1, saved_at = clock_timestamp()
FROM exams_attempt a
WHERE r.attempt_id = {first} + :which AND r.position = :position AND a.id = r.attempt_id
  AND a.handed_in_at IS NULL AND clock_timestamp() < a.deadline;
"""
CLIENTS = 16


def guarded_updates(stage: Stage, candidates: Sequence[Candidate], *, seconds: int) -> float:
    """Guarded one-row updates a second by pgbench, prepared, over attempts that follow each other."""
    attempts = [candidate.attempt for candidate in candidates]
    script = stage.site.folder / "guarded.sql"
    script.write_text(GUARDED.format(first=min(attempts), last=max(attempts) - min(attempts)))
    parts = conninfo_to_dict(stage.site.environment["DATABASE_URL"])
    login = {f"PG{name.upper()}": str(parts[name]) for name in ("host", "port", "user", "password")}
    done = subprocess.run(
        [str(postgres.binaries() / "pgbench"), "--no-vacuum", "--protocol=prepared", f"--client={CLIENTS}",
         f"--time={seconds}", f"--file={script}", parts["dbname"]],
        env={"PATH": os.defpath, **login},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    return float(re.search(r"tps = ([\d.]+)", done.stdout)[1])


@contextmanager
def minimal_site(stage: Stage) -> Iterator[Stack]:
    """The least that Django can do, under the same server with as many workers."""
    folder = Path(stage.site.folder / "minimal")
    folder.mkdir(exist_ok=True)
    site = Stack(folder, stage.site.environment, free_port())
    site.start(
        "minimal", "granian", "--interface", "wsgi", "--workers", str(WEB_WORKERS), "--blocking-threads", "4",
        "--host", "127.0.0.1", "--port", str(site.port), "bench.load.minimal:application",
    )  # fmt: skip
    try:
        assert eventually(lambda: not is_free(site.port)), (folder / "minimal.log").read_text()
        yield site
    finally:
        site.stop("minimal")
