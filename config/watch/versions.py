"""Which versions run, and whether the database has the shape that they expect."""

import platform
import tomllib
from functools import cache

import django
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader


@cache
def own() -> str:
    """The version of Rehearsal."""
    text = (settings.BASE_DIR / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])


def running() -> dict[str, str]:
    """The versions of what runs in this process."""
    return {"Rehearsal": own(), "Python": platform.python_version(), "Django": django.get_version()}


def migrations_missing() -> list[str]:
    """What `manage.py migrate` has yet to do to the database."""
    loader = MigrationLoader(connection)
    missing = loader.graph.nodes.keys() - loader.applied_migrations.keys()
    return sorted(f"{app}.{name}" for app, name in missing)


def migrations_unknown(applied: set[tuple[str, str]]) -> list[str]:
    """Those among applied migrations that this version does not know."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    replaced = {key for migration in loader.disk_migrations.values() for key in migration.replaces}
    apps = {app for app, _ in loader.disk_migrations}
    unknown = {key for key in applied if key[0] in apps} - loader.disk_migrations.keys() - replaced
    return sorted(f"{app}.{name}" for app, name in unknown)
