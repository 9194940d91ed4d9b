from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localtime

from exams import adjusting
from exams.adjusting import AlreadyClosed
from exams.models import Adjustment, Attempt
from people.models import User

MOST_MINUTES = 24 * 60


class Command(BaseCommand):
    help = "Give a running attempt more time. The change is recorded, and the candidate sees it with its reason."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("attempt", type=int, metavar="ATTEMPT_ID")
        parser.add_argument("minutes", type=int, metavar="MINUTES")
        parser.add_argument("--reason", required=True, help="shown to the candidate")
        parser.add_argument("--by", metavar="EMAIL", help="who decided it")

    def handle(self, *, attempt: int, minutes: int, reason: str, by: str | None, **options: Any) -> None:
        if not 1 <= minutes <= MOST_MINUTES:
            raise CommandError(f"An extension is 1 to {MOST_MINUTES} minutes, not {minutes}.")
        longest = Adjustment._meta.get_field("reason").max_length or 0
        if not 0 < len(reason.strip()) <= longest:
            raise CommandError(f"Give a reason of at most {longest} characters; the candidate reads it.")
        try:
            made_by = User.objects.get_by_natural_key(by) if by else None
            found = Attempt.objects.get(pk=attempt)
            deadline = adjusting.adjust(found, timedelta(minutes=minutes), reason=reason.strip(), made_by=made_by)
        except User.DoesNotExist as unknown:
            raise CommandError(f"Nobody here has the e-mail address {by}.") from unknown
        except Attempt.DoesNotExist as unknown:
            raise CommandError(f"There is no attempt {attempt}; the admin lists them.") from unknown
        except AlreadyClosed as ended:
            raise CommandError(str(ended)) from ended
        self.stdout.write(f"Attempt {attempt} now ends at {localtime(deadline):%Y-%m-%d %H:%M:%S %Z}.")
