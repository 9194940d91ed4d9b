from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        from people.sessions import end_all_on_log_out  # noqa: PLC0415 - models exist only now

        user_logged_out.connect(end_all_on_log_out, dispatch_uid="end_all_on_log_out")
