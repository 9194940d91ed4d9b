"""A new version comes while candidates sit, in the steps of docs/deploy.md."""

import dataclasses
import subprocess

import psycopg
import pytest

from tests.chaos.conftest import Trial
from tests.chaos.site import Site

pytestmark = pytest.mark.chaos
UPGRADED = {"DJANGO_SETTINGS_MODULE": "tests.chaos.upgrade.settings", "PGOPTIONS": "-c lock_timeout=3s"}


def test_a_rolling_restart(site: Site, trial: Trial):
    fault = "a deploy: one web server after another"
    with site.stack.second_web() as second, trial(fault, ports=[site.stack.port, second.port]) as crowd:
        for stack in (site.stack, second):
            stack.stop("web")
            crowd.keeps_saving()
            stack.start_web()
        site.stack.stop("worker")
        site.start_worker()
        site.stack.stop("beat")
        site.stack.start_beat()
        crowd.part_returns()


def test_migrations_while_candidates_sit(site: Site, trial: Trial):
    upgraded = dataclasses.replace(site.stack, environment={**site.stack.environment, **UPGRADED})
    with trial("migrations of the tables that saves use") as crowd:
        upgraded.manage("migrate", "upgrade")
        crowd.keeps_saving()
        upgraded.manage("migrate", "upgrade", "zero")
        crowd.part_returns()


def test_a_migration_that_a_backup_holds_up(site: Site, trial: Trial):
    upgraded = dataclasses.replace(site.stack, environment={**site.stack.environment, **UPGRADED})
    with trial("a migration that a backup holds up") as crowd, psycopg.connect(site.servers.database_url) as backup:
        backup.execute("LOCK TABLE exams_response IN ACCESS SHARE MODE")
        with pytest.raises(subprocess.CalledProcessError) as gave_up:
            upgraded.manage("migrate", "upgrade")
        crowd.part_returns()
        assert "lock timeout" in gave_up.value.stderr
        backup.rollback()
        upgraded.manage("migrate", "upgrade")
        upgraded.manage("migrate", "upgrade", "zero")
