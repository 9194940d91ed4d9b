"""The settings of a server: safe as they are, and strict about what they are given."""

import os
import secrets
import subprocess
import sys

import pytest

from tests.config.joiner import CHECKOUT

SERVER = {
    "SECRET_KEY": secrets.token_hex(32),
    "DATABASE_URL": "postgresql://rehearsal:secret@postgres/rehearsal",
    "REDIS_URL": "redis://redis:6379/0",
    "ALLOWED_HOSTS": "exam.example.org",
    "BEHIND_PROXY": "1",
}


def check(**environment: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=CHECKOUT,
        env={"PATH": os.environ["PATH"], **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_check_has_nothing_to_say_about_a_server() -> None:
    status, output = check(**SERVER)

    assert status == 0, output
    assert "no issues" in output


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("SECRET_KEY", "", "SECRET_KEY is not set"),
        ("HTTPS", "maybe", "HTTPS must be 1 or 0"),
        ("EMAIL_PORT", "smtp", "EMAIL_PORT must be a whole number"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(name: str, value: str, words: str) -> None:
    status, output = check(**SERVER | {name: value})

    assert status != 0
    assert words in output
