"""The disk under PostgreSQL is full, and has room again."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from tests.chaos import site as sites
from tests.chaos.conftest import Trial
from tests.chaos.site import Site

pytestmark = pytest.mark.chaos
MEGABYTES = 300


def test_a_full_disk(own_site: Site, trial: Trial):
    with trial("PostgreSQL's disk full", on=own_site) as crowd:
        with full(own_site.servers.place.data):
            use_up_the_log(own_site)
            crowd.notices()
        own_site.servers.mend_postgres()
        crowd.part_returns()


@pytest.fixture
def own_site() -> Iterator[Site]:
    """A site whose servers have a small disk of their own; skips the test where none can be mounted."""
    with tempfile.TemporaryDirectory(prefix="rehearsal-chaos-") as folder:
        disk = Path(folder) / "disk"
        disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m", "tmpfs", str(disk)]
        if os.geteuid() or subprocess.run(mount, check=False).returncode:
            pytest.skip("a small disk to fill cannot be mounted: that takes root, and a machine that allows it")
        try:
            with sites.running(Path(folder), data=disk) as running:
                yield running
        finally:
            subprocess.run(["umount", "--lazy", str(disk)], check=True)


@contextmanager
def full(disk: Path) -> Iterator[None]:
    """No byte is left on a disk meanwhile."""
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(1024 * 1024))
    yield
    ballast.unlink()


def use_up_the_log(site: Site) -> None:
    """Let PostgreSQL need a new file for its log, which without room makes it stop."""
    with suppress(psycopg.OperationalError), psycopg.connect(site.servers.database_url, autocommit=True) as connection:
        for _ in range(100):
            connection.execute("SELECT pg_logical_emit_message(true, 'chaos', repeat('x', 1000000)), pg_switch_wal()")
