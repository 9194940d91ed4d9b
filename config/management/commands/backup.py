from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config import backups
from config.backups import server


class Command(BaseCommand):
    help = "Write everything that the database holds into one file, while everybody works on."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("target", type=Path, metavar="FILE_OR_FOLDER", help="in a folder it is named by the time")
        parser.add_argument(
            "--try-out", action="store_true", help="restore it beside, into an empty database, and compare"
        )

    def handle(self, *args: Any, target: Path, try_out: bool, **options: Any) -> None:
        try:
            path, facts = backups.make(target, server.configured())
            self.stdout.write(f"Wrote {path}: {_size(path)}, {described(facts)}.")
            if try_out:
                backups.try_out(path, server.configured())
                self.stdout.write("Restored it into an empty database: every table has the same rows.")
        except (backups.CannotBackUp, backups.CannotRestore) as error:
            raise CommandError(str(error)) from error


def described(manifest: dict[str, Any]) -> str:
    """The size of a backup, in words."""
    rows = sum(table["rows"] for table in manifest["tables"].values())
    return f"{rows:,} rows in {len(manifest['tables'])} tables"


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1_000_000:.1f} MB"
