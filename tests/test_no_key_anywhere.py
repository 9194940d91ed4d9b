"""Every address as everybody, before and after hand-in: no key, no rationale, and no fingerprint of one."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.core.cache import cache, caches
from django.db import transaction
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from redis import Redis

from exams import attempts
from exams.models import Attempt, Blueprint, Response
from questions.models import Revision
from scoring import opening, reports
from tests import crawling, factories, permissions, telling
from tests.leaks import NAMES, Secrets
from tests.permissions import Undone, World

pytestmark = pytest.mark.django_db

BANK, AUTHORS = {"question__question_set__owner": None}, {"question__question_set__owner__isnull": False}
# What each must not be told; who teaches the group has read the debrief of the bank's questions.
HIDDEN = {
    "anonymous": {}, "candidate": {}, "member": {}, "instructor": AUTHORS, "owner": AUTHORS, "set owner": BANK,
}  # fmt: skip
GLOSSARY = ["exams:glossary", "exams:concept"]
# Words of texts that everybody may read: the glossary's, and the example of an exam's file.
SPEAK_OF_KEYS = (*GLOSSARY, "exams:blueprint_upload")
SOME = {"exams:home", "exams:state", "exams:room"}


@pytest.fixture
def world(exam: Blueprint) -> World:
    """The world of the permissions, where somebody else still has to sit what the member sits."""
    made = permissions.world(exam)
    factories.join(running(made).sitting.group, factories.person(), name="Late")
    return made


def running(world: World) -> Attempt:
    return Attempt.objects.get(pk=world.values["attempt_id"])


@pytest.fixture
def glossary(world: World) -> str:
    """What everybody may read says some of the same in the same words."""
    return " ".join(crawling.answers(world, "anonymous", only=GLOSSARY, ways=crawling.WAYS[:1]).values())


@pytest.fixture
def hidden(glossary: str) -> Secrets:
    """What whoever sits must not be told."""
    return Secrets.of(Revision.objects.all(), public=glossary)


def told_too_much(told: dict[str, str], hidden: Secrets) -> dict[str, list[str]]:
    found = {name: hidden.found_in(text) for name, text in told.items()}
    return {name: words for name, words in found.items() if words}


def fields(told: dict[str, str]) -> dict[str, list[str]]:
    """Fields by whose names keys would go out."""
    found = {name: NAMES.findall(text) for name, text in told.items() if not speaks_of_keys(name)}
    return {name: names for name, names in found.items() if names}


def speaks_of_keys(name: str) -> bool:
    return name.split()[1] in SPEAK_OF_KEYS


def depending_on_keys(world: World, told: dict[str, str], **how: Any) -> set[str]:
    """Those of the member's answers that would be others if the keys were others."""
    with others_keys():
        changed = crawling.lasting(crawling.answers(world, "member", **how))
    # A clock that ticked meanwhile is no reason, so they are asked again.
    suspects = {name for name, text in crawling.lasting(told).items() if text != changed[name]}
    asked = {**how, "only": {name.split()[1] for name in suspects}}
    again = crawling.lasting(crawling.answers(world, "member", **asked)) if suspects else {}
    return {name for name in suspects if again[name] != changed[name]}


@contextmanager
def others_keys() -> Iterator[None]:
    """For as long as it lasts, every key, every rationale, and what counts, is another one."""
    with suppress(Undone), transaction.atomic():
        for revision in Revision.objects.all():
            revision.key = sorted((option + 1) % len(revision.options) for option in revision.key)
            revision.rationales = revision.rationales_html = [f"secret {revision.pk}" for _ in revision.options]
            revision.explanation = revision.explanation_html = revision.takeaway = "secret"
            revision.save()
        Response.objects.filter(attempt__sitting__title="Running").update(scored=Q(scored=False))
        yield
        raise Undone


@pytest.fixture
def own_cache(monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, str]]:
    """A cache with nothing of other tests in it; all that is there afterwards, as text."""
    monkeypatch.setattr(caches["default"], "key_prefix", (prefix := f"searched-{os.getpid()}"))
    redis = Redis.from_url(settings.REDIS_URL)

    def kept() -> dict[str, str]:
        return {str(key): (redis.get(key) or b"").decode(errors="replace") for key in redis.keys(f"{prefix}:*")}

    for key in redis.keys(f"{prefix}:*"):
        redis.delete(key)
    return kept


def test_nobody_is_told_what_they_must_not_know(world, glossary):
    found, headers = {}, set()
    for who, about in HIDDEN.items():
        told = crawling.answers(world, who, ways=crawling.WAYS[: 3 if who == "member" else 2])
        headers |= crawling.unknown_headers(told)
        hidden = Secrets.of(Revision.objects.filter(**about), public=glossary)
        found[who] = told_too_much(told, hidden)
    assert (found, headers) == ({who: {} for who in HIDDEN}, set())


def test_who_sits_is_told_no_key_by_any_name_and_nothing_that_depends_on_one(world, hidden, own_cache):
    told = crawling.answers(world, "member")
    assert told_too_much(own_cache(), hidden) == {}
    assert (fields(told), depending_on_keys(world, told)) == ({}, set())


def test_nor_is_who_has_handed_in_while_others_still_sit(world, hidden):
    attempts.end(running(world))
    reports.make(running(world).pk)
    told = crawling.answers(world, "member")
    assert (told_too_much(told, hidden), fields(told), depending_on_keys(world, told)) == ({}, {}, set())


def test_once_the_results_are_open_the_search_finds_the_rationales(world, hidden):
    attempt = running(world)
    attempts.end(attempt)
    reports.make(attempt.pk)
    factories.window_over(attempt.sitting)
    assert opening.are_open(attempt.sitting)
    reports.open_report(Attempt.objects.get(pk=world.ended))
    told = crawling.answers(world, "member", ways=crawling.WAYS[:1])
    assert {"GET scoring:explanations", "GET scoring:debrief"} <= set(told_too_much(told, hidden))
    assert told_too_much(told, Secrets.of(Revision.objects.filter(**AUTHORS))) == {}


def test_staff_who_sit_are_told_nothing_in_the_administration(world, exam, client):
    somebody = factories.person(is_staff=True, is_superuser=True)
    attempts.start(somebody, exam)
    client.force_login(somebody)
    told = {address: crawling.as_text(client.get(address)) for address in administration()}
    assert told_too_much(told, Secrets.of(Revision.objects.filter(**BANK))) == {}
    assert sum(text.startswith("200") for text in told.values()) > 30


def administration() -> Iterator[str]:
    """The list of each kind of thing, and the page and history of its first, which stands on the paper."""
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        if first := model._default_manager.order_by("pk").first():
            yield reverse(f"{name}_change", args=[first.pk])
            yield reverse(f"{name}_history", args=[first.pk])


def test_no_file_that_a_page_may_load_holds_a_secret(exam):
    files, hidden = dict(crawling.static_files()), Secrets.of(Revision.objects.all())
    assert len(files) > 150
    assert told_too_much(files, hidden) == {}


@pytest.mark.parametrize("means", telling.MEANS)
def test_a_secret_that_is_told_by_any_means_is_found(world, hidden, settings, means):
    settings.MIDDLEWARE = [f"tests.telling.{means}", *settings.MIDDLEWARE]
    how = {"through": Client(), "only": SOME}
    told = crawling.answers(world, "member", **how)
    found = told_too_much(told, hidden) or fields(told) or crawling.unknown_headers(told)
    assert found or depending_on_keys(world, told, **how)


def test_a_secret_in_a_source_map_and_in_the_cache_is_found(exam, settings, tmp_path, own_cache):
    told, hidden = Revision.objects.first().rationales[0], Secrets.of(Revision.objects.all())
    (tmp_path / "room.js.map").write_text(json.dumps({"sourcesContent": [f"// {told}"]}))
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, tmp_path]
    assert list(told_too_much(dict(crawling.static_files()), hidden)) == ["room.js.map"]
    cache.set("fragment", f"<p>{told}</p>", 60)
    assert len(told_too_much(own_cache(), hidden)) == 1
