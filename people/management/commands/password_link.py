from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from people.deeds import record
from people.models import User


class Command(BaseCommand):
    help = "Print a link by which a person chooses a new password, once; it goes stale at their next log-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--base-url", default=settings.BASE_URL, help="Where the person reaches Rehearsal.")

    def handle(self, *, email: str, base_url: str, **options: Any) -> None:
        try:
            person = User.objects.get_by_natural_key(email)
        except User.DoesNotExist as unknown:
            raise CommandError(f"Nobody here has the e-mail address {email}.") from unknown
        if not person.is_active:
            raise CommandError(f"The account of {email} is switched off. Switch it on in the admin first.")
        record(None, "made a link to a new password", person)
        where = {"uidb36": user_pk_to_url_str(person), "key": default_token_generator.make_token(person)}
        self.stdout.write(base_url.rstrip("/") + reverse("account_reset_password_from_key", kwargs=where))
