"""What costs much, or reaches others, goes on only so often for each person; and never stops with Redis."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from people.pace import GROUPS, INVITATIONS, STARTS, UPLOADS, WORDS, Pace
from tests import permissions
from tests.factories import person

pytestmark = pytest.mark.django_db

PACED = {
    "exams:start": STARTS,
    "exams:start_sitting": STARTS,
    "questions:uploads": UPLOADS,
    "exams:blueprint_upload": UPLOADS,
    "people:invitations": INVITATIONS,
    "people:invite_by_mail": INVITATIONS,
    "people:renewal": INVITATIONS,
    "people:new_group": GROUPS,
    "scoring:remarks": WORDS,
    "scoring:challenge": WORDS,
}
# A candidate starts, an owner invites, an author uploads: whoever the address is for.
WHO = {"exams:start": "set owner", "questions": "set owner", "people": "owner"}
TOO_MANY = 429


def test_everything_that_has_a_pace_refuses_what_is_faster(exam):
    world, routes = permissions.world(exam), dict(permissions.addresses())
    found = {}
    for name, pace in PACED.items():
        who = WHO.get(name) or WHO.get(name.partition(":")[0], "member")
        door = Client()
        door.cookies[settings.SESSION_COOKIE_NAME] = world.sessions[who]
        viewer = int(door.session["_auth_user_id"])
        run_out(pace, viewer)
        found[name] = door.post(world.address(name, routes[name])).status_code
    assert found == dict.fromkeys(PACED, TOO_MANY)


def test_looking_is_never_too_fast_and_others_go_on(client):
    hasty, calm = person(), person()
    run_out(GROUPS, hasty.pk)
    client.force_login(hasty)
    assert client.get(reverse("people:new_group")).status_code == 200
    assert client.post(reverse("people:new_group")).status_code == TOO_MANY
    client.force_login(calm)
    assert client.post(reverse("people:new_group")).status_code == 200


def test_without_redis_people_go_on_and_are_counted_by_the_process(settings):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}
    pace = Pace("without-redis", 2, 60)
    assert [pace.count(7), pace.is_over(7), pace.count(7), pace.is_over(7)] == [1, False, 2, True]


def run_out(pace: Pace, viewer: int) -> None:
    while not pace.is_over(viewer):
        pace.count(viewer)
