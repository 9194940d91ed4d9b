"""Everybody who may knock, everything that there is, and every address: the rows and columns of docs/permissions.md."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.cookies import SimpleCookie
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from exams import attempts
from exams.models import Accommodation, Blueprint
from exams.sittings import results, starting
from people.models import Invitation, Membership, User
from questions.models import StagedPicture
from questions.uploads import staging
from scoring import reports, threads
from scoring.models import Challenge
from tests import factories
from tests.people.passkeys import Passkey
from tests.questions import own_set

PEOPLE = ("anonymous", "candidate", "member", "instructor", "owner", "set owner", "staff")
METHODS = ("GET", "POST")
NOT_ALLOWED = 405
EMPTY_SAVE, FORM = '{"responses": []}', "application/x-www-form-urlencoded"
SAID = {401: "log in", 403: "403", 404: "404", NOT_ALLOWED: "405"}
# Those that need a sitting whose results are open, or an attempt that has ended.
DEBRIEFED = {"scoring:debrief", "scoring:remarks", "scoring:results_csv", "scoring:results_xlsx"}
ENDED = {
    *("scoring:report", "scoring:report_opening", "scoring:report_status", "scoring:explanations", "scoring:challenge"),
    "scoring:interventions",
}
# What stands around other things, and the things that have numbers of their own within it.
AROUND = {"group_id", "sitting_id", "set_id", "upload_id"}
WITHIN = ("membership_id", "invitation_id", "file_id", "code")
PLACE = re.compile(r"\(\?P<\w+>(\w*)[^)]*\)|<[^>]+>|[$^]")
# One door for all who knock: each that is made loads its middleware anew.
door = Client(raise_request_exception=False)


class Undone(Exception):
    """Ends a transaction without a trace."""


@dataclass(frozen=True)
class World:
    """The session of each column's person, and the values of what stands in addresses."""

    sessions: dict[str, str]
    values: dict[str, Any]
    open_sitting: int
    ended: int
    invitation: str

    @property
    def form(self) -> str:
        """What every form is sent: somebody to hand a group over to, and nothing else."""
        return f"member={self.values['membership_id']}"

    def address(self, name: str, route: str) -> str:
        """The address of a name, with the things of this world in it."""
        values = dict(self.values)
        if name in DEBRIEFED:
            values["sitting_id"] = self.open_sitting
        if name in ENDED:
            values["attempt_id"] = self.ended
        if name == "people:join":
            values["code"] = self.invitation
        if name == "scoring:remarks":
            values["revision_id"] = self.values["paper_revision_id"]
        return reverse(name, kwargs={part: values[part] for part in _parts(route)})

    def with_insides_of(self, other: "World") -> "World":
        """The same people at their own groups, sittings, sets and uploads, asking for what is in another's."""
        insides = {part: other.values[part] for part in WITHIN}
        # The papers of both hold the whole bank, but nobody's own questions.
        return replace(self, values={**self.values, **insides, "paper_revision_id": other.values["revision_id"]})

    def knock(self, who: str, method: str, address: str) -> str:
        """What somebody is told at an address: “yes”, “log in”, or the number of a refusal. Nothing stays changed."""
        return _said(self.ask(who, method, address))

    def ask(
        self, who: str, method: str, address: str, *, through: Client = door, headers: dict[str, str] | None = None
    ) -> HttpResponse:
        """The whole answer to somebody at an address, read to its end. Nothing stays changed."""
        through.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: self.sessions[who]})
        body, kind = (EMPTY_SAVE, "application/json") if address.endswith("/responses") else (self.form, FORM)
        try:
            with transaction.atomic():
                reply = through.generic(method, address, body, content_type=kind, headers=headers)
                if reply.streaming:
                    facts = {"status": reply.status_code, "headers": dict(reply.headers)}
                    reply = HttpResponse(b"".join(reply.streaming_content), **facts)
                raise Undone
        except Undone:
            return reply


def _said(reply: HttpResponse) -> str:
    if reply.status_code >= 500:
        return f"{reply.status_code}!"
    is_asked_to_log_in = reply.status_code == 302 and "/login/" in reply["Location"]
    return "log in" if is_asked_to_log_in else SAID.get(reply.status_code, "yes")


def addresses() -> Iterator[tuple[str, str]]:
    """Name and route of every address; those of the admin stand behind its first page."""
    yield from _below(get_resolver(), "", "")


def _below(resolver: URLResolver, route: str, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        here = route + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield prefix + (entry.name or ""), here
        elif entry.namespace == "admin":
            yield "admin:index", here
        else:
            yield from _below(entry, here, f"{entry.namespace}:" if entry.namespace else prefix)


def is_within(name: str, route: str) -> bool:
    """Does the address, or the form that is sent there, name something inside of another thing?"""
    parts = _parts(route)
    return name == "people:group_ownership" or bool(AROUND & parts and {*WITHIN, "revision_id"} & parts)


def administration() -> Iterator[str]:
    """Every address below that of the administration, with a number in each place."""
    (admin,) = (entry for entry in get_resolver().url_patterns if getattr(entry, "namespace", "") == "admin")
    for _, route in _below(admin, str(admin.pattern), ""):
        yield "/" + PLACE.sub(lambda place: place[1] or ("1" if place[0].startswith("<") else ""), route)


def _parts(route: str) -> set[str]:
    return set(re.findall(r"[:<](\w+)>", route))


def world(exam: Blueprint, colour: str = "teal") -> World:
    """A group with a sitting that runs and one that is over, and somebody's set, exam and upload."""
    member, instructor, owner, author = (factories.person(display_name=name) for name in ("Mia", "Ina", "Olu", "Sol"))
    group = factories.group(member, owner=owner)
    factories.join(group, instructor, Membership.Role.INSTRUCTOR)
    over = factories.sitting(group, exam, title="Over")
    ended = starting.start(member, over)
    attempts.end(ended)
    reports.make(ended.pk)
    results.open_if_due(over)
    revision = over.places.get(position=1).revision_id
    remark = threads.say(over, revision, group.memberships.get(person=member), "Why?")
    sitting = factories.sitting(group, exam, title="Running")
    picture = own_set.picture(colour)
    shown = own_set.draft("pears", stem=f"What does this show of a tree? ![A tree]({own_set.address(picture)})")
    question_set = own_set.own_set(author, own_set.draft(), shown)
    blueprint = Blueprint.objects.get(pk=exam.pk)
    blueprint.pk, blueprint.code, blueprint.owner, blueprint.open_to_sit = None, colour.upper(), author, False
    blueprint.is_bundled = False
    blueprint.save()
    upload = staging.receive(author, [("a.csv", b"x,y\n1,2\n")], outline=exam.outline)
    invitation = Invitation.objects.create(group=group, made_by=owner)
    StagedPicture.objects.create(file=upload.files.get(), name="maize", media_type="image/png", content=picture.content)
    asked = Accommodation.objects.create(group=group, person=member, kind="2", reason="A broken arm")
    attempt = starting.start(member, sitting)
    wording = question_set.questions.get(name="maize").current
    Challenge.objects.create(candidate=member, attempt=ended, revision=wording, chosen=[1], reason="I read otherwise.")
    passkey = {"name": "Passkey 1", "credential": Passkey().made()}
    passkey = Authenticator.objects.create(user=member, type=Authenticator.Type.WEBAUTHN, data=passkey)
    return World(
        sessions={
            "anonymous": "",
            "candidate": _session(factories.person()),
            "member": _session(member),
            "instructor": _session(instructor),
            "owner": _session(owner),
            "set owner": _session(author),
            "staff": _session(factories.person(is_staff=True, is_superuser=True)),
        },
        values={
            "group_id": group.pk,
            "membership_id": group.memberships.get(person=member).pk,
            "invitation_id": invitation.pk,
            "code": blueprint.code,
            "sitting_id": sitting.pk,
            "attempt_id": attempt.pk,
            "position": 1,
            "accommodation_id": asked.pk,
            "remark_id": remark.pk,
            "set_id": question_set.pk,
            "name": "maize",
            "revision_id": wording.pk,
            "paper_revision_id": revision,
            "format_name": "csv",
            "upload_id": upload.pk,
            "file_id": upload.files.get().pk,
            "digest": picture.digest,
            "role": "candidate",
            "slug": "amazon-data-firehose",
            "uidb36": "1",
            "key": "set-password",
            "pk": passkey.pk,
        },
        open_sitting=over.pk,
        ended=ended.pk,
        invitation=invitation.code,
    )


def _session(person: User) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
