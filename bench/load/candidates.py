"""People with sessions, and what the browser of one of them sends."""

import json
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bench.load.wire import Line, Reply

TOKEN = "b" * 32
PASSWORD = "a mock a day keeps the fear away"
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
JSON = "Content-Type: application/json\r\n"


class Refused(Exception):
    """The server did something else than what was asked."""


@dataclass
class Candidate:
    """Somebody logged in, with an exam room that is open or about to be."""

    user: int
    headers: str
    exam: str
    attempt: int = 0
    counter: int = 0
    options: list[tuple[int, int]] = field(default_factory=list)
    acknowledged: dict[int, int] = field(default_factory=dict)

    async def start(self, line: Line) -> bytes:
        """Begin an attempt; return the page of the room."""
        begun = _expect(302, await line.ask("POST", f"/exams/{self.exam}/attempts", self.headers + FORM))
        self.attempt = int(begun.headers["location"].split("/")[2])
        page = _expect(200, await line.ask("GET", f"/attempts/{self.attempt}/", self.headers)).body
        places = re.findall(rb'"position": ?(\d+), "choose": ?(\d+)', page)
        self.options = [(int(position), int(choose)) for position, choose in places]
        return page

    def change(self, dice: random.Random) -> bytes:
        """One edit of one position, as the room sends it."""
        position, choose = dice.choice(self.options)
        self.counter += 1
        record = {
            "position": position,
            "counter": self.counter,
            "device": f"{self.user:016x}",
            "chosen": sorted(dice.sample(range(4), choose)),
            "flagged": dice.random() < 0.1,
            "struck": [],
            "seconds": self.counter,
            "claimed_at": "2026-01-31T09:00:00.000Z",
        }
        return json.dumps({"responses": [record]}, separators=(",", ":")).encode()

    async def save(self, line: Line, body: bytes) -> None:
        """Send an edit, and take note of what the server acknowledged."""
        reply = _expect(200, await line.ask("POST", f"/attempts/{self.attempt}/responses", self.headers + JSON, body))
        [record] = json.loads(body)["responses"]
        if json.loads(reply.body)["answers"][str(record["position"])]["outcome"] != "kept":
            raise Refused(reply.body.decode())
        self.acknowledged[record["position"]] = record["counter"]

    async def hand_in(self, line: Line) -> None:
        body = b'{"wish":"end","responses":[]}'
        reply = _expect(200, await line.ask("POST", f"/attempts/{self.attempt}/hand-in", self.headers + JSON, body))
        if not json.loads(reply.body)["closed"]:
            raise Refused(reply.body.decode())

    async def read_report(self, line: Line) -> None:
        reply = _expect(200, await line.ask("GET", f"/attempts/{self.attempt}/report", self.headers))
        if b"Opens by itself" in reply.body or b"is being" in reply.body:
            raise Refused("The report was not there.")


def enrol(number: int, *, name: str, exam: str) -> list[Candidate]:
    """Make people in the database, all with one password, and log each in."""
    from django.contrib.auth.hashers import make_password

    from people.models import User

    hashed = make_password(PASSWORD)
    people = [User(email=f"{name}.{each}@bench.example.org", password=hashed) for each in range(number)]
    return [Candidate(user.pk, headers_of(user), exam) for user in User.objects.bulk_create(people, batch_size=5000)]


def headers_of(user) -> str:
    """The cookies of somebody logged in, and the token that goes with them."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.signed_cookies import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    cookies = f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
    return f"Cookie: {cookies}\r\nX-CSRFToken: {TOKEN}\r\n"


def positions(candidates: Sequence[Candidate]) -> int:
    """How many positions have an acknowledged edit."""
    return sum(len(candidate.acknowledged) for candidate in candidates)


def _expect(status: int, reply: Reply) -> Reply:
    if reply.status != status:
        raise Refused(f"{reply.status} in place of {status}: {reply.body[:300]!r}")
    return reply
