import pytest
from django.urls import reverse

from exams import attempts
from questions.bundled_concepts import glossary
from tests import factories

pytestmark = pytest.mark.django_db
OVERVIEW = "/glossary/"


def test_everybody_may_look_things_up(client):
    page = client.get(OVERVIEW).text
    assert all(card.title in page for card in glossary().cards)


def test_a_search_shows_what_it_finds_alone_and_is_a_plain_link_too(client):
    found = client.get(OVERVIEW, {"q": "firehose"}, headers={"HX-Request": "true"}).text
    assert "Amazon Data Firehose" in found
    assert "<html" not in found
    assert "No card says that" in client.get(OVERVIEW, {"q": "zzzz\0"}).text


def test_a_card_shows_the_contrasts_that_it_stands_in(client):
    page = client.get(reverse("exams:concept", args=["amazon-data-firehose"])).text
    assert "Amazon Kinesis Data Streams" in page
    assert glossary().between[frozenset({"kinesis-data-streams", "amazon-data-firehose"})].verified in page
    assert client.get(reverse("exams:concept", args=["nothing"])).status_code == 404


def test_all_contrasts_stand_on_one_page(client):
    page = client.get(reverse("exams:contrasts")).text
    assert page.count('class="contrast stack"') == len(glossary().contrasts)
    assert reverse("exams:contrasts") in client.get(OVERVIEW).text


@pytest.mark.parametrize("address", [OVERVIEW, "/glossary/contrasts/", "/glossary/amazon-data-firehose"])
def test_the_glossary_is_closed_while_its_reader_sits_an_exam(client, exam, address):
    person = factories.person()
    client.force_login(person)
    attempt = attempts.start(person, exam)
    closed = client.get(address)
    assert closed.status_code == 403
    assert "shard" not in closed.text
    attempts.end(attempt)
    assert client.get(address).status_code == 200
