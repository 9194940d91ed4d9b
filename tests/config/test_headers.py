"""What every reply of every address tells the browser, and what is only ever a file to be kept."""

import json
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client

from tests import permissions
from tests.config.joiner import CHECKOUT
from tests.config.test_deploy_settings import SERVER

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A server, asked for a page that leads to the log-in.
ASKED = """
import django, json; django.setup()
from django.conf import settings
from django.test import Client
from config.notices import NamedCookie
cookies = [NamedCookie.cookie_name, settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME]
safe = [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY]
reply = Client().get("/profile/", secure=True, headers={"host": "exam.example.org"})
print(json.dumps([reply.headers["Strict-Transport-Security"], cookies, safe]))
"""
# Shown by the browser, as what they are; everything else that is no page is a file.
SHOWN = {"text/html", "text/javascript", "application/json", "image/png"}


@pytest.mark.django_db
def test_every_address_keeps_to_its_own_origin_and_what_is_no_page_is_a_file(exam):
    world = permissions.world(exam)
    files, wrong = set(), []
    for name, route in permissions.addresses():
        for who in permissions.PEOPLE:
            door = Client(raise_request_exception=False)
            door.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[who]
            reply = door.get(world.address(name, route))
            if any(reply.headers.get(header) != said for header, said in ALWAYS.items()):
                wrong.append((name, who, dict(reply.headers)))
            if not {"no-store", "private", "no-cache"} & set(reply.headers["Cache-Control"].split(", ")):
                wrong.append((name, who, reply.headers["Cache-Control"]))
            policy = reply.headers.get("Content-Security-Policy", "")
            if not {"frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'"} <= set(policy.split("; ")):
                wrong.append((name, who, policy))
            if reply.headers["Content-Type"].partition(";")[0] not in SHOWN and (reply.streaming or reply.content):
                files.add(name)
                if not reply.headers.get("Content-Disposition", "").startswith("attachment; filename="):
                    wrong.append((name, who, "is no attachment"))
    assert not wrong
    assert files == {
        "people:takeout",
        *("questions:export_file", "questions:template", "exams:blueprint_file", "exams:sitting_calendar"),
        *("scoring:results_csv", "scoring:results_xlsx"),
    }


def test_static_files_and_health_say_no_less(client, db):
    for address in ("/healthz", "/static/css/main.css"):
        assert client.get(address).headers["X-Content-Type-Options"] == "nosniff"
        assert "geolocation=()" in client.get(address).headers["Permissions-Policy"]


def test_a_server_with_https_insists_on_it_and_binds_its_cookies_to_itself():
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        cwd=CHECKOUT,
        env={**SERVER, "DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    insists, cookies, safe = json.loads(done.stdout)
    assert insists == "max-age=31536000; includeSubDomains; preload"
    assert cookies == ["__Host-messages", "__Host-sessionid", "__Host-csrftoken"]
    assert safe == [True, True, True]


def test_without_https_nothing_insists_on_it(client, db):
    reply = client.get("/healthz")
    assert "Strict-Transport-Security" not in reply.headers
    assert settings.SESSION_COOKIE_NAME == "sessionid"
