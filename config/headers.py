"""What every reply tells the browser, whichever part of the application gives it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

NEVER = ["camera", "display-capture", "geolocation", "microphone", "midi", "payment", "usb"]
HERE = ["clipboard-write", "publickey-credentials-create", "publickey-credentials-get"]
TOLD = {
    "Permissions-Policy": ", ".join([*(f"{name}=()" for name in NEVER), *(f"{name}=(self)" for name in HERE)]),
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def on_every_reply(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware for what Django has no setting for; the first of all, so that nothing is answered without it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        reply = get_response(request)
        for header, said in TOLD.items():
            reply.headers[header] = said
        # Pages are about their viewer; what may be kept says so itself.
        reply.headers.setdefault("Cache-Control", "no-store")
        return reply

    return middleware
