from typing import Any

from django.core.management.base import BaseCommand

from people import demo


class Command(BaseCommand):
    help = "Create the demo candidate and the demo instructor."

    def handle(self, **options: Any) -> None:
        demo.create()
