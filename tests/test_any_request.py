"""Whatever is sent to whichever address: an answer, never a failure, and nothing changed that is not one's own."""

import itertools
import os
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import got_request_exception, request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.db.models import F, Q
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from config.encoding import in_utf8
from exams.models import Attempt, Blueprint
from people.models import User
from tests import filled, guarded, permissions, strange
from tests.filled import Filled
from tests.permissions import Undone, World
from tests.strange import Strange
from tests.test_permissions import written

pytestmark = pytest.mark.django_db

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "600"))
SIGNALS = (request_started, request_finished)
WHO = ("anonymous", "member", "owner", "set owner")
MAY_MAKE = {"anonymous": guarded.BY_ANYBODY, "member": guarded.BY_ANYBODY | guarded.BY_A_MEMBER}


class Door:
    """The application as the web server calls it; nothing stays changed, and all that went wrong is told."""

    def __init__(self, world: World) -> None:
        self.world, self.application = world, in_utf8(WSGIHandler())
        self.routes = dict(permissions.addresses())
        self.member = Attempt.objects.get(pk=world.values["attempt_id"]).candidate_id
        self.before = {who: guarded.rows(self._id(who)) for who in MAY_MAKE}
        self.raised: list[str] = []
        self.numbers = itertools.count()
        got_request_exception.connect(self._note)

    def knock(self, who: str, name: str, sent: Strange) -> list[str]:
        """What is wrong with the answer to a request, and with what it left behind."""
        return self.send(who, self.world.address(name, self.routes[name]), sent)

    def send(self, who: str, address: str, sent: Strange) -> list[str]:
        environ = sent.environ(address, session=self.world.sessions[who])
        self.raised.clear()
        # As if nobody had sent anything before: no pace is kept from one request to the next.
        caches["default"].key_prefix = f"fuzz-{os.getpid()}-{next(self.numbers)}"
        try:
            with transaction.atomic(), guarded.watching() as watch:
                status = self._answer(environ)
                wrong = [f"{status} {'; '.join(self.raised)}"] if status >= "5" else []
                if who in MAY_MAKE and watch.written and not connection.needs_rollback:
                    after = guarded.rows(self._id(who), named_in=watch.written)
                    wrong += guarded.trespasses(self.before[who], after, MAY_MAKE[who])
                raise Undone
        except Undone:
            return wrong

    def _answer(self, environ: dict[str, Any]) -> str:
        # The connection holds the transaction of the test. The tests' client brings this receiver back.
        for signal in SIGNALS:
            signal.disconnect(close_old_connections)
        statuses: list[str] = []
        reply = self.application(environ, lambda status, headers: statuses.append(status))
        try:
            b"".join(reply)
        finally:
            getattr(reply, "close", bool)()
        return statuses[0]

    def _id(self, who: str) -> int:
        return self.member if who == "member" else 0

    def _note(self, **_: object) -> None:
        self.raised.append(repr(sys.exc_info()[1])[:300])


@pytest.fixture
def door(exam: Blueprint, monkeypatch: pytest.MonkeyPatch) -> Iterator[Door]:
    monkeypatch.setattr(caches["default"], "key_prefix", "fuzz")
    yield Door(permissions.world(exam))
    for signal in SIGNALS:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("who", MAY_MAKE)
def test_every_address_answers_every_method_and_kind_of_body(door, who):
    takes, found = written(), {}
    for name in door.routes:
        for method in strange.METHODS:
            every = method == "POST" and (name, method) in takes and who == "member"
            for kind in strange.KINDS if every else strange.KINDS[:1]:
                if wrong := door.knock(who, name, Strange(method, kind, b"{\xff" if kind else b"")):
                    found[name, method, kind] = wrong
    for kind in strange.KINDS:
        for host in ("testserver", "evil.example"):
            if wrong := door.send(who, "/nothing/here/", Strange("POST", kind, b"x", headers={"Host": host})):
                found["nowhere", host, kind] = wrong
    assert found == {}


def test_no_request_breaks_anything_or_changes_what_is_not_its_senders(door):
    known = [str(value) for value in door.world.values.values()]

    @hypothesis_settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(list(MAY_MAKE)), st.sampled_from(sorted(door.routes)), strange.requests(known))
    def knock(who: str, name: str, sent: Strange) -> None:
        assert door.knock(who, name, sent) == []

    knock()


def test_a_change_of_what_is_anothers_is_noticed_and_one_of_ones_own_is_not(exam):
    world = permissions.world(exam)
    attempt = Attempt.objects.get(pk=world.values["attempt_id"])
    before = guarded.rows(attempt.candidate_id)

    def noticed() -> list[str]:
        return guarded.trespasses(before, guarded.rows(attempt.candidate_id), MAY_MAKE["member"])

    attempt.responses.filter(position=1).update(chosen=[1], counter=2)
    User.objects.filter(pk=attempt.candidate_id).update(theme="dark")
    assert noticed() == []
    attempt.responses.filter(position=1).update(scored=Q(scored=False))
    User.objects.exclude(pk=attempt.candidate_id).update(theme="dark")
    Attempt.objects.filter(pk=attempt.pk).update(deadline=F("deadline") + timedelta(hours=1))
    Permission.objects.create(name="All", codename="all", content_type=ContentType.objects.first())
    changed = [f"{table}: changed" for table in ("people_user", "exams_attempt", "exams_response")]
    assert sorted(noticed()) == sorted([*changed, "auth_permission: new"])


def test_no_form_breaks_anything_whatever_is_in_it(door):
    """Also those of who teaches, and of who writes questions; what they change is theirs."""
    known = [str(value) for value in door.world.values.values()]
    offered = [form for who in WHO for form in filled.forms(door.world, who)]
    assert len(offered) > 80

    @hypothesis_settings(max_examples=EXAMPLES // 2, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(offered).flatmap(lambda form: st.tuples(st.just(form), strange.refilled(form, known))))
    def send(sent: tuple[Filled, Strange]) -> None:
        form, request = sent
        assert door.send(form.who, form.address, request) == []

    send()
