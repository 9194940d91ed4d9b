"""Floor B: the least that Django can do to save an answer. A signed cookie, CSRF, and one prepared statement."""

import json
import os

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST

from config.settings import DATABASES, SECRET_KEY, SESSION_ENGINE  # noqa: F401  (this module is the settings too)

os.environ["DJANGO_SETTINGS_MODULE"] = __name__
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = __name__
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
SAVE = """
UPDATE exams_response r SET chosen = %(chosen)s, counter = r.counter + 1, saved_at = clock_timestamp()
FROM exams_attempt a
WHERE r.attempt_id = %(attempt)s AND r.position = %(position)s AND a.id = r.attempt_id
  AND a.candidate_id = %(user)s AND a.handed_in_at IS NULL AND clock_timestamp() < a.deadline
RETURNING r.counter
"""


@require_POST
def responses(request: HttpRequest, attempt_id: int) -> JsonResponse:
    [record] = json.loads(request.body)["responses"]
    user = int(request.session["_auth_user_id"])
    facts = {"attempt": attempt_id, "position": record["position"], "chosen": record["chosen"], "user": user}
    with connection.cursor() as cursor:
        cursor.execute(SAVE, facts)
        row = cursor.fetchone()
    outcome = "kept" if row else "closed"
    return JsonResponse({"answers": {record["position"]: {"outcome": outcome}}})


urlpatterns = [path("attempts/<int:attempt_id>/responses", responses)]
application = get_wsgi_application()
