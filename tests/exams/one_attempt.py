"""Several devices, one attempt, and a network between them that may do anything, as a machine of states.

A request that never arrives is lost, one that arrives twice a duplicate, and a reply that nobody hears as good as none.
What must hold is reckoned from the edits alone.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
)

from exams import adjusting, attempts
from exams.models import Attempt
from scoring import reports
from tests import factories
from tests.exams.devices import Device, Edit

POSITIONS = (1, 2, 3)
GIVEN = tuple(field.name for field in fields(Edit))
BLANK = Edit(0, 0, "", (), flagged=False, seconds=0)
# An attempt that ends at once tells little.
ENOUGH = 12
positions = st.sampled_from(POSITIONS)
devices = st.integers(0, 2)
choices = st.dictionaries(positions, st.sampled_from([(), (0,), (1,), (2,)]), min_size=1)


@dataclass(frozen=True)
class Packet:
    """A request on its way: through which door it asks in, and with what."""

    device: Device
    door: str
    edits: tuple[Edit, ...]


@dataclass(frozen=True)
class Reply:
    """An answer on its way back."""

    packet: Packet
    answers: dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Stored:
    """What the database holds: responses by position, and the choices of late work by position and stamp."""

    responses: dict[int, dict[str, Any]]
    late: dict[tuple[int, int, str], list[int]]


class OneAttempt(RuleBasedStateMachine):
    """An attempt, its devices, and the network between them."""

    packets = Bundle("packets")
    replies = Bundle("replies")

    def __init__(self, attempt: Attempt, client: Client) -> None:
        super().__init__()
        self.attempt, self.client = attempt, client
        self.before = transaction.savepoint()
        self.devices = [Device(digit * 16) for digit in "a0f"]
        self.made: list[Edit] = []
        self.acknowledged: list[Edit] = []
        self.kept: dict[int, Edit] = {}
        self.late: dict[tuple[int, int, str], list[int]] = {}
        self.stored: Stored | None = None
        self.is_open, self.is_paused, self.is_report_open = True, False, False

    def teardown(self) -> None:
        try:
            self.everybody_comes_back()
        finally:
            transaction.savepoint_rollback(self.before)

    @rule(target=packets, device=devices, choices=choices, flagged=st.booleans())
    def edit(self, device: int, choices: dict[int, tuple[int, ...]], flagged: bool) -> Packet:
        """An edit leaves at once with all that waits; whether it arrives is another matter."""
        editing = self.devices[device]
        self.made += [editing.edit(position, chosen, flagged=flagged) for position, chosen in choices.items()]
        return self._packet(editing, "responses")

    @rule(target=packets, device=devices, position=positions)
    def look(self, device: int, position: int) -> Packet:
        self.devices[device].look(position)
        return self._packet(self.devices[device], "responses")

    @rule(device=devices, door=st.sampled_from(["responses", "time up"]), gives_again=st.booleans())
    def exchange(self, device: int, door: str, gives_again: bool) -> None:
        """The line stands for a moment: all that waits arrives, and the reply is heard."""
        self.hear(self.arrive(self._packet(self.devices[device], door)), gives_again)

    @precondition(lambda self: len(self.made) > ENOUGH)
    @rule(target=packets, device=devices)
    def end(self, device: int) -> Packet:
        """The wish arrives at once, and perhaps once more later; its reply is lost."""
        wish = self._packet(self.devices[device], "end")
        self.arrive(wish)
        return wish

    @rule(target=replies, packet=packets)
    def arrive(self, packet: Packet) -> Reply:
        must = self._kept_now(packet) if self.is_open else self._late_now(packet)
        reply = self._post(packet)
        assert {name: reply.get(name) for name in must} == must
        became = {edit: reply["answers"][str(edit.position)]["outcome"] for edit in packet.edits}
        self.acknowledged += [edit for edit, outcome in became.items() if outcome in {"kept", "already kept"}]
        return Reply(packet, reply["answers"])

    @rule(reply=replies, gives_again=st.booleans())
    def hear(self, reply: Reply, gives_again: bool) -> None:
        device = reply.packet.device
        for edit in device.learn(reply.packet.edits, reply.answers):
            if gives_again and self.is_open:
                self.made.append(device.edit(edit.position, edit.chosen, flagged=edit.flagged))

    @rule(device=devices)
    def reconnect(self, device: int) -> None:
        reply = self.client.get(reverse("exams:state", args=[self.attempt.pk]), {"since": 1})
        assert reply.status_code == (200 if self.is_open else 409)
        if self.is_open:
            told = [{name: response[name] for name in GIVEN} for response in reply.json()["responses"]]
            assert told == [self.kept[position].wire for position in sorted(self.kept)]
            self.devices[device].see([response["counter"] for response in told])

    @precondition(lambda self: self.is_open)
    @rule()
    def turn_the_clock_off_or_on(self) -> None:
        self.attempt.refresh_from_db()
        if self.is_paused:
            assert adjusting.resume(self.attempt, made_by=None)
        else:
            adjusting.pause(self.attempt, reason="fire alarm", made_by=None)
        self.is_paused = not self.is_paused

    @precondition(lambda self: self.is_open and not self.is_paused and len(self.made) > ENOUGH)
    @rule()
    def run_out_of_time(self) -> None:
        self.attempt.refresh_from_db()
        factories.move_back(self.attempt, 2 * self.attempt.allowed)
        self.is_open = False

    @precondition(lambda self: not self.is_open and not self.is_report_open)
    @rule()
    def open_the_report(self) -> None:
        attempts.close_overdue(Attempt.objects.filter(pk=self.attempt.pk))
        reports.make(self.attempt.pk)
        assert reports.open_report(self.attempt)
        self.is_report_open = True

    @invariant()
    def the_newest_edit_that_came_before_the_close_is_kept(self) -> None:
        assert self._stored.responses == {position: edit.wire for position, edit in self.kept.items()}

    @invariant()
    def nothing_that_was_acknowledged_is_lost(self) -> None:
        for edit in self.acknowledged:
            there = self._stored.responses.get(edit.position, BLANK.wire)
            is_overtaken = (there["counter"], there["device"]) > edit.stamp
            assert is_overtaken or (there["chosen"], there["flagged"]) == (list(edit.chosen), edit.flagged)

    @invariant()
    def what_came_late_stands_apart(self) -> None:
        assert self._stored.late == self.late

    def everybody_comes_back(self) -> None:
        """All networks are mended: what still waits is sent until nothing does, or the attempt takes nothing any more.

        That ends each history: the newest of all edits stands, however the devices had missed each other.
        """
        for device in self.devices:
            self.hear(self.arrive(self._packet(device, "responses")), gives_again=False)
            assert not (self.is_open and device.waiting)
        self.the_newest_edit_that_came_before_the_close_is_kept()
        self.what_came_late_stands_apart()
        if self.is_open:
            assert self.kept == dict(self._newest_made())

    def _packet(self, device: Device, door: str) -> Packet:
        return Packet(device, door, tuple(device.waiting.values()))

    def _newest_made(self) -> Iterator[tuple[int, Edit]]:
        for position in {edit.position for edit in self.made}:
            newest = max((edit for edit in self.made if edit.position == position), key=lambda edit: edit.stamp)
            yield position, replace(newest, seconds=self.kept[position].seconds)

    def _kept_now(self, packet: Packet) -> dict[str, Any]:
        """What an open attempt must answer; from then on the newest of the edits stand, and an end is an end."""
        answers = {}
        for edit in packet.edits:
            there = self.kept.get(edit.position, BLANK)
            if edit.stamp < there.stamp:
                answers[str(edit.position)] = {"outcome": "superseded", "present": there.wire}
                continue
            answers[str(edit.position)] = {"outcome": "kept" if edit.stamp > there.stamp else "already kept"}
            self.kept[edit.position] = replace(edit, seconds=max(edit.seconds, there.seconds))
        if packet.door == "end":
            self.is_open = self.is_paused = False
        return {"answers": answers}

    def _late_now(self, packet: Packet) -> dict[str, Any]:
        """What a closed attempt must answer; what was never seen before is late work until the report is opened."""
        answers, fresh = {}, {}
        for edit in packet.edits:
            there = self.kept.get(edit.position, BLANK)
            outcome = "closed" if edit.stamp > there.stamp else "superseded"
            answers[str(edit.position)] = {"outcome": "already kept" if edit.stamp == there.stamp else outcome}
            if edit.stamp > there.stamp:
                fresh[edit.position, *edit.stamp] = list(edit.chosen)
        is_received = not self.is_report_open or fresh.keys() <= self.late.keys()
        if is_received:
            self.late |= fresh
        return {"answers": answers, "late_work": "received" if is_received else "refused"}

    def _post(self, packet: Packet) -> dict[str, Any]:
        name = "exams:responses" if packet.door == "responses" else "scoring:hand_in"
        body = {"wish": packet.door, "responses": [edit.wire for edit in packet.edits]}
        url = reverse(name, args=[self.attempt.pk])
        self.stored = None
        return self.client.post(url, json.dumps(body), content_type="application/json").json()

    @property
    def _stored(self) -> Stored:
        """What the database holds, read once after each request."""
        if self.stored is None:
            responses = self.attempt.responses.filter(counter__gte=1).values(*GIVEN)
            pieces = self.attempt.late_work.values_list("position", "counter", "device", "chosen")
            self.stored = Stored(
                {response["position"]: response for response in responses},
                {tuple(stamp): chosen for *stamp, chosen in pieces},
            )
        return self.stored
