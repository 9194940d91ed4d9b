"""Where a notice waits for the next page: in a cookie, named like the others."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NamedCookie(CookieStorage):
    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class HostBound(FallbackStorage):
    """Django's own choice, cookie and then session, with our name for the cookie."""

    storage_classes = (NamedCookie, SessionStorage)
