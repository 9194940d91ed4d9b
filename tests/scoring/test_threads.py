import pytest
from django.urls import reverse

from exams.models import now
from people.models import StudyGroup
from scoring import threads
from scoring.models import Remark
from tests import factories
from tests.scoring.debriefed import overlap, page

pytestmark = pytest.mark.django_db


def say(client, sitting, text, **facts):
    revision = sitting.places.get(position=1).revision_id
    return client.post(reverse("scoring:remarks", args=[sitting.pk, revision]), {"text": text}, **facts)


def test_a_remark_about_a_question_that_rests_is_removed_without_a_look_at_the_others(client, over, ann, ben, exam):
    authors = [over.group.memberships.get(person=person) for person in (ann, ben)]
    resting = overlap(over, ann, exam)
    mine, _ = (threads.say(over, resting, author, "The key is the first") for author in authors)
    client.force_login(ann)
    reply = client.post(reverse("scoring:remark_removal", args=[mine.pk]), headers={"HX-Request": "true"})
    assert (reply.content, reply["HX-Redirect"]) == (b"", page(over))
    assert not Remark.objects.filter(pk=mine.pk, removed_at=None).exists()
    reply = client.post(reverse("scoring:remarks", args=[over.pk, resting]), {"text": "So it is"})
    assert reply.status_code == 302
    assert Remark.objects.filter(author=authors[0]).count() == 1


def test_members_talk_about_a_question(client, over, ann, ben):
    client.force_login(ann)
    assert say(client, over, "<b>Why</b>?").status_code == 302
    client.force_login(ben)
    fragment = say(client, over, "Because.", headers={"HX-Request": "true"}).text
    assert "&lt;b&gt;Why&lt;/b&gt;?" in fragment
    assert "Because." in fragment
    assert "<html" not in fragment


@pytest.mark.parametrize("text", ["", " ", "x" * 2001, "nul\0"])
def test_a_remark_that_says_nothing_or_too_much_is_refused(client, over, ann, text):
    client.force_login(ann)
    assert say(client, over, text, headers={"HX-Request": "true"}).status_code == 200
    assert not Remark.objects.exists()


def test_one_removes_ones_own_remarks_and_instructors_anybodys(client, over, ann, ben, teacher):
    member = over.group.memberships.get(person=ann)
    first, second = (threads.say(over, over.places.get(position=1).revision_id, member, text) for text in "ab")
    client.force_login(ben)
    assert client.post(reverse("scoring:remark_removal", args=[first.pk])).status_code == 404
    for person, remark in ((ann, first), (teacher, second)):
        client.force_login(person)
        client.post(reverse("scoring:remark_removal", args=[remark.pk]))
    assert not Remark.objects.filter(removed_at=None).exists()


def test_a_discussion_takes_so_many_remarks_of_one_person_an_hour(over, ann, monkeypatch):
    monkeypatch.setattr(threads, "MOST_AN_HOUR", 1)
    member, revision = over.group.memberships.get(person=ann), over.places.get(position=1).revision_id
    threads.say(over, revision, member, "one")
    with pytest.raises(threads.TooMany):
        threads.say(over, revision, member, "two")


def test_nobody_talks_in_a_group_that_is_put_away(client, over, ann):
    StudyGroup.objects.filter(pk=over.group_id).update(archived_at=now())
    client.force_login(ann)
    assert "Say it" not in client.get(page(over)).text
    assert say(client, over, "Anybody here?").status_code == 403
    assert not Remark.objects.exists()


def test_nobody_talks_before_the_results_open_nor_from_outside(client, sitting, ann):
    client.force_login(ann)
    assert say(client, sitting, "The key is").status_code == 404
    client.force_login(factories.person())
    assert say(client, sitting, "The key is").status_code == 404
    assert not Remark.objects.exists()
