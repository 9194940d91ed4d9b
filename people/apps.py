from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed


class PeopleConfig(AppConfig):
    name = "people"

    def ready(self) -> None:
        # Models exist only now.
        from allauth.mfa.signals import (  # noqa: PLC0415
            authentication_failed,
            authenticator_added,
            authenticator_removed,
        )

        from people import doorkeeping  # noqa: PLC0415
        from people.second_factor import end_other_sessions  # noqa: PLC0415
        from people.sessions import end_all_on_log_out  # noqa: PLC0415

        user_logged_out.connect(end_all_on_log_out, dispatch_uid="end_all_on_log_out")
        for changed in (authenticator_added, authenticator_removed):
            changed.connect(end_other_sessions, dispatch_uid="end_other_sessions")
            changed.connect(doorkeeping.note_change, dispatch_uid="note_change")
        user_logged_in.connect(doorkeeping.note_log_in, dispatch_uid="note_log_in")
        user_login_failed.connect(doorkeeping.note_refusal, dispatch_uid="note_refusal")
        authentication_failed.connect(doorkeeping.note_refusal, dispatch_uid="note_refusal")
