from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import backups
from config.backups import server
from config.management.commands.backup import described
from config.watch import versions


class Command(BaseCommand):
    help = "Bring a backup back into an empty database, and compare every table with what was backed up."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("source", type=Path, metavar="FILE")
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--replace", action="store_true", help="put it in the place of what is there, which is lost")
        how.add_argument("--try-out", action="store_true", help="into an empty database beside, which is removed again")

    def handle(self, *args: Any, source: Path, replace: bool, try_out: bool, **options: Any) -> None:
        try:
            if try_out:
                manifest = backups.try_out(source, server.configured())
            else:
                manifest = backups.restore(source, server.configured(), replacing=replace)
        except backups.CannotRestore as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored the backup of {manifest['made_at']}: {described(manifest)}, all as they were.")
        if not try_out and (missing := versions.migrations_missing()):
            self.stdout.write(f"It is older than this version: run `manage.py migrate` ({len(missing)} migrations).")
