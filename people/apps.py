from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_out


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        # Models exist only now.
        from allauth.mfa.signals import authenticator_added, authenticator_removed  # noqa: PLC0415

        from people.second_factor import end_other_sessions  # noqa: PLC0415
        from people.sessions import end_all_on_log_out  # noqa: PLC0415

        user_logged_out.connect(end_all_on_log_out, dispatch_uid="end_all_on_log_out")
        for changed in (authenticator_added, authenticator_removed):
            changed.connect(end_other_sessions, dispatch_uid="end_other_sessions")
