from typing import Any

from django.core.management.base import BaseCommand
from django.template.defaultfilters import pluralize

from scoring import entries


class Command(BaseCommand):
    help = "Make the leaderboards anew from attempts and their reports alone; nothing else changes."

    def handle(self, *args: Any, **options: Any) -> None:
        candidates, attempts = entries.rebuild()
        scored = f"{attempts} scored attempt{pluralize(attempts)} of {candidates} candidate{pluralize(candidates)}"
        self.stdout.write(f"Entered {scored}, and made their standings.")
