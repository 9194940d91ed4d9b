"""Pictures of question text are seen by those who may see the question, and the key's by nobody before its time."""

from dataclasses import replace

import pytest
from django.urls import reverse

from exams import attempts
from people.models import User
from questions import pictures
from questions.models import Picture, QuestionSet
from scoring import reports
from tests.factories import person
from tests.questions.own_set import address, draft, own_set, picture, question, sit

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    return person()


@pytest.fixture
def asked() -> Picture:
    """It stands in the stem."""
    return picture("teal")


@pytest.fixture
def telling() -> Picture:
    """It stands in the key's rationale."""
    return picture("red")


@pytest.fixture
def ours(owner, asked, telling) -> QuestionSet:
    plain = draft("maize")
    key, *others = plain.options
    key = replace(key, rationale=f"{key.rationale} ![A green leaf]({address(telling)})")
    return own_set(owner, replace(plain, stem=f"{plain.stem}\n\n![A leaf]({address(asked)})", options=(key, *others)))


def seen_by(somebody: User) -> set[Picture]:
    return set(pictures.visible_to(somebody))


def test_the_owner_and_co_authors_and_staff_see_all_pictures_and_a_stranger_none(ours, owner, asked, telling):
    co_author = person()
    ours.co_authors.add(co_author)
    for somebody in (owner, co_author, person(is_staff=True)):
        assert seen_by(somebody) == {asked, telling}
    assert seen_by(person()) == set()


def test_who_may_be_drawn_for_sees_no_picture_and_who_may_read_sees_all(ours, asked, telling):
    QuestionSet.objects.filter(pk=ours.pk).update(open_to_draw=True)
    assert seen_by(person()) == set()
    QuestionSet.objects.filter(pk=ours.pk).update(open_to_draw=False, open_to_read=True)
    assert seen_by(person()) == {asked, telling}


def test_a_candidate_sees_the_question_s_picture_and_the_key_s_once_the_report_is_opened(ours, asked, telling):
    candidate = person()
    attempt = sit(candidate, question(ours))
    assert seen_by(candidate) == {asked}
    attempts.end(attempt)
    reports.make(attempt.pk)
    assert seen_by(candidate) == {asked}
    reports.open_report(attempt)
    assert seen_by(candidate) == {asked, telling}
    again = sit(candidate, question(ours))
    assert seen_by(candidate) == {asked}
    attempts.end(again)
    assert seen_by(candidate) == {asked, telling}


def test_an_author_who_sits_the_question_sees_only_what_stands_on_the_paper(ours, owner, asked, telling):
    sit(owner, question(ours))
    assert seen_by(owner) == {asked}


def test_a_picture_of_an_option_stands_on_the_paper(owner):
    shown, plain = picture(), draft("maize")
    options = (*plain.options[1:], replace(plain.options[0], text=f"![Compost]({address(shown)})"))
    ours = own_set(owner, replace(plain, options=options))
    candidate = person()
    sit(candidate, question(ours))
    assert seen_by(candidate) == {shown}


def test_a_picture_that_two_questions_show_is_seen_through_either(ours, owner, asked):
    other = own_set(person(), draft("beans", stem=f"Which bean is this?\n\n![A bean]({address(asked)})"), name="theirs")
    assert asked in seen_by(other.owner)
    sit(owner, question(ours))
    assert seen_by(owner) == {asked}


def test_a_picture_is_served_to_those_who_see_it_and_is_not_there_for_others(ours, owner, asked, client):
    assert client.get(address(asked)).status_code == 302
    client.force_login(person())
    assert client.get(address(asked)).status_code == 404
    client.force_login(owner)
    reply = client.get(address(asked))
    assert (reply.status_code, reply.headers["Content-Type"]) == (200, "image/png")
    assert reply.content == bytes(asked.content)
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert reply.headers["Cache-Control"] == "private, max-age=86400"
    assert "Cookie" in reply.headers["Vary"]


@pytest.mark.parametrize("digest", ["0" * 64, "x", "%00", "..%2F..%2Fetc%2Fpasswd"])
def test_a_picture_that_does_not_exist_is_not_there(client, owner, digest):
    client.force_login(owner)
    assert client.get(f"/pictures/{digest}").status_code == 404
    assert client.get(f"/uploads/1/files/1/pictures/{digest}").status_code == 404


def test_a_candidate_s_room_and_explanations_show_the_pictures(client, ours, asked, telling):
    candidate = person()
    client.force_login(candidate)
    attempt = sit(candidate, question(ours))
    room = client.get(reverse("exams:room", args=[attempt.pk])).content.decode()
    assert f'src="{address(asked)}"' in room
    assert telling.digest not in room
    attempts.end(attempt)
    reports.make(attempt.pk)
    reports.open_report(attempt)
    explained = client.get(reverse("scoring:explanations", args=[attempt.pk])).content.decode()
    for shown in (asked, telling):
        assert f'src="{address(shown)}"' in explained
        assert client.get(address(shown)).status_code == 200


def test_the_address_of_a_picture_is_the_one_that_texts_hold(asked):
    assert reverse("questions:picture", args=[asked.digest]) == address(asked)
