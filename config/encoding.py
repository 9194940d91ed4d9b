"""Text comes in as UTF-8: Django would decode it by any codec that a request names, “hex” too, and fail."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
REFUSAL = b"Send text as UTF-8.\n"


def in_utf8(application: Application) -> Application:
    """A WSGI application that is never asked in another encoding; a request begins before any middleware."""

    def door(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        kind = environ.get("CONTENT_TYPE", "")
        # What a room sends, and most forms, has no parameter.
        if ";" in kind and not _is_utf8(kind):
            start_response("415 Unsupported Media Type", [("Content-Type", "text/plain; charset=utf-8")])
            return [REFUSAL]
        return application(environ, start_response)

    return door


def _is_utf8(kind: str) -> bool:
    try:
        _, parameters = parse_header_parameters(kind)
    except (LookupError, ValueError):
        return False
    return parameters.get("charset", "utf-8").lower() in {"utf-8", "utf8"}
