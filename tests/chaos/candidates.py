"""Candidates who sit exams over HTTP until they are told to end: `python -m tests.chaos.candidates PORT,… NAME …`.

Each line that this prints is a fact in JSON; the end of its input tells everybody to hand in.
"""

import asyncio
import json
import random
import re
import sys
import time
from contextlib import suppress
from typing import Any

from tests.chaos.browser import Browser, Reply, Unreachable

PASSWORD = "violet-harbour-19"
EXAM = "/exams/MLS-C01/"
# As static/js/room/outbox.js and scoring/views/report.py have them.
BACKOFF_SECONDS = (1, 2, 4, 8, 16, 30)
LOOK_AGAIN_SECONDS = (0.4, 1, 2, 4, 8, 15)
THINKING_SECONDS = (0.3, 0.9)
ROOM = re.compile(r'<script id="room" type="application/json">(.*?)</script>', re.DOTALL)

Record = dict[str, Any]


async def main(ports: list[int], names: list[str]) -> None:
    """Let everybody sit, and return when everybody has read a report."""
    end = asyncio.Event()
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    async with asyncio.TaskGroup() as everybody:
        for name in names:
            everybody.create_task(Candidate(name, Browser(ports), end).sit())
        await reader.read()
        end.set()


class Candidate:
    """Somebody with a browser: logs in, answers without looking at the network, hands in, and waits for the report."""

    def __init__(self, name: str, browser: Browser, end: asyncio.Event) -> None:
        self._name = name
        self._browser = browser
        self._end = end
        self._dice = random.Random(name)
        self._device = f"{self._dice.getrandbits(64):016x}"
        self._counter = 0
        self._tray: dict[int, Record] = {}
        self._edited = asyncio.Event()
        self._room: dict[str, Any] = {}

    async def sit(self) -> None:
        await self._until_done(self._log_in)
        await self._until_done(self._enter)
        sending = asyncio.create_task(self._keep_sending())
        while not self._end.is_set():
            self._edit()
            await asyncio.sleep(self._dice.uniform(*THINKING_SECONDS))
        self._edited.set()
        await sending
        await self._until_done(self._hand_in)
        await self._until_done(self._open_report)
        await self._wait_for_report()

    async def _log_in(self) -> bool:
        page = await self._browser.get("/accounts/login/")
        if page.status != 200:
            return self._failed("log-in page", page)
        reply = await self._browser.submit("/accounts/login/", login=self._name, password=PASSWORD)
        return reply.status == 302 or self._failed("log-in", reply)

    async def _enter(self) -> bool:
        started = await self._browser.submit(f"{EXAM}attempts")
        if started.status != 302:
            return self._failed("start", started)
        page = await self._browser.get(started.headers["Location"])
        if page.status != 200 or not (found := ROOM.search(page.text)):
            return self._failed("room", page)
        self._room = json.loads(found[1])
        self._say("seated", seconds_left=self._room["seconds_left"])
        return True

    def _edit(self) -> None:
        place = self._dice.choice(self._room["responses"])
        self._counter += 1
        self._tray[place["position"]] = {
            "position": place["position"],
            "counter": self._counter,
            "device": self._device,
            "chosen": sorted(self._dice.sample(range(place["options"]), place["choose"])),
            "flagged": self._dice.random() < 0.1,
            "struck": [],
            "seconds": self._counter,
        }
        self._edited.set()

    async def _keep_sending(self) -> None:
        """Send at each edit; what failed is sent again at the next one, or when the room would try again."""
        failures = 0
        while not self._end.is_set():
            patience = BACKOFF_SECONDS[min(failures, len(BACKOFF_SECONDS)) - 1] if failures else None
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    await self._edited.wait()
            self._edited.clear()
            failures = 0 if await self._send() else failures + 1

    async def _send(self) -> bool:
        records, began = list(self._tray.values()), time.monotonic()
        try:
            reply = await self._browser.post(self._room["urls"]["responses"], {"responses": records})
        except Unreachable as why:
            self._say("unreachable", why=str(why))
            return False
        if reply.status != 200:
            return self._failed("save", reply)
        self._say("answered", took=time.monotonic() - began, seconds_left=reply.json["seconds_left"])
        self._learn(records, reply.json["answers"])
        return True

    def _learn(self, records: list[Record], answers: dict[str, Any]) -> None:
        for record in records:
            outcome = answers[str(record["position"])]["outcome"]
            self._say(outcome, **record)
            if self._tray.get(record["position"]) is record:
                del self._tray[record["position"]]

    async def _hand_in(self) -> bool:
        records = list(self._tray.values())
        body = {"wish": "end", "responses": records}
        reply = await self._browser.post(self._room["urls"]["hand_in"], body)
        if reply.status != 200:
            return self._failed("hand-in", reply)
        # Where an earlier reply was lost, the attempt is closed, and what was sent with it is told apart.
        self._learn([record for record in records if reply.json["answers"]], reply.json["answers"])
        self._say("handed in")
        return True

    async def _open_report(self) -> bool:
        page = await self._browser.get(self._room["urls"]["report"])
        return page.status == 200 or self._failed("report", page)

    async def _wait_for_report(self) -> None:
        """Ask as the waiting page does: its questions, unlike its opening, make nobody score."""
        looked = 0
        while not await self._tried(self._sees_report):
            await asyncio.sleep(LOOK_AGAIN_SECONDS[min(looked, len(LOOK_AGAIN_SECONDS) - 1)])
            looked += 1
        self._say("read the report")

    async def _sees_report(self) -> bool:
        status = await self._browser.get(f"{self._room['urls']['report']}/status", **{"HX-Request": "true"})
        return "HX-Redirect" in status.headers and await self._open_report()

    async def _until_done(self, step: Any) -> None:
        tries = 0
        while not await self._tried(step):
            await asyncio.sleep(BACKOFF_SECONDS[min(tries, 2)])
            tries += 1

    async def _tried(self, step: Any) -> bool:
        try:
            return await step()
        except Unreachable as why:
            self._say("unreachable", why=str(why))
            return False

    def _failed(self, what: str, reply: Reply) -> bool:
        will_pass = reply.status >= 500 or reply.status == 429
        self._say("troubled" if will_pass else "refused", step=what, status=reply.status, body=reply.text[-300:])
        return False

    def _say(self, what: str, **facts: Any) -> None:
        line = {"what": what, "at": time.monotonic(), "name": self._name, "attempt": self._room.get("attempt"), **facts}
        sys.stdout.write(f"{json.dumps(line)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main([int(port) for port in sys.argv[1].split(",")], sys.argv[2:]))
