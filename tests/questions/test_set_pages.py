"""The pages of a set, as a browser asks for them."""

import re
from dataclasses import replace

import pytest
from django.core.cache import cache
from django.urls import reverse

from exams import attempts
from people.models import User
from questions import exporting, writing
from questions.drafts import Written
from questions.formats import formats
from questions.models import QuestionSet
from tests.factories import person
from tests.questions.own_set import draft, own_set, question, sit, three

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}
WRITTEN = sorted(name for name, format in formats().items() if format.write)


@pytest.fixture
def owner(client) -> User:
    somebody = person()
    client.force_login(somebody)
    return somebody


@pytest.fixture
def ours(owner) -> QuestionSet:
    return three(owner, licence="CC BY 4.0")


def address(name: str, ours: QuestionSet, *more: str) -> str:
    return reverse(f"questions:{name}", args=[ours.pk, *more])


def page(client, url: str, **query: str) -> str:
    reply = client.get(url, query)
    assert reply.status_code == 200
    return reply.content.decode()


def reading(ours: QuestionSet) -> list[str]:
    return [address("set", ours), address("set_findings", ours), address("question", ours, "maize")]


def writing_pages(ours: QuestionSet) -> list[str]:
    return [
        address("new_question", ours),
        address("edit_question", ours, "maize"),
        *(address(name, ours, format) for name in ("export", "export_file") for format in WRITTEN),
    ]


def changes(ours: QuestionSet) -> list[str]:
    return [address("preview", ours), address("retirement", ours, "maize"), address("trial", ours, "maize")]


def test_the_owner_and_a_co_author_read_and_change_a_set(client, owner, ours):
    co_author = person()
    ours.co_authors.add(co_author)
    for somebody in (owner, co_author):
        client.force_login(somebody)
        assert {client.get(url).status_code for url in [*reading(ours), *writing_pages(ours)]} == {200}
        assert {client.post(url).status_code for url in changes(ours)} == {200, 302}


@pytest.mark.parametrize("facts", [{}, {"open_to_draw": True}], ids=["private", "drawn from for everyone"])
def test_a_stranger_sees_nothing_of_a_set_even_if_their_papers_are_drawn_from_it(client, owner, ours, facts):
    QuestionSet.objects.filter(pk=ours.pk).update(**facts)
    client.force_login(person())
    pages = [*reading(ours), *writing_pages(ours), address("set_facts", ours)]
    assert {client.get(url).status_code for url in pages} == {404}
    assert {client.post(url).status_code for url in [*changes(ours), *writing_pages(ours)[:2]]} == {404}
    assert "Ours" not in page(client, reverse("questions:sets"))
    assert question(ours).retired_at is None


@pytest.mark.parametrize("is_staff", [True, False], ids=["staff", "anyone where it is open to be read"])
def test_a_reader_sees_the_keys_and_changes_nothing(client, ours, is_staff):
    QuestionSet.objects.filter(pk=ours.pk).update(open_to_read=not is_staff)
    client.force_login(person(is_staff=is_staff))
    assert "Nitrogen from compost" in page(client, address("question", ours, "maize"))
    assert "Sets that you may read" in page(client, reverse("questions:sets"))
    assert {client.get(url).status_code for url in writing_pages(ours)} == {404}
    assert {client.post(url).status_code for url in changes(ours)} == {404}
    told = page(client, address("set", ours)) + page(client, address("question", ours, "maize"))
    assert not any(words in told for words in ("Write a question", "Upload more", ">Edit<", "Retire it", "Export"))


def test_nobody_who_is_not_logged_in_sees_a_set(client, ours):
    client.logout()
    for url in [*reading(ours), *writing_pages(ours), reverse("questions:sets")]:
        assert client.get(url).headers["Location"].startswith(reverse("account_login"))


def test_the_two_permissions_do_not_imply_each_other(ours):
    somebody = person()
    for to_draw, to_read in ((True, False), (False, True)):
        QuestionSet.objects.filter(pk=ours.pk).update(open_to_draw=to_draw, open_to_read=to_read)
        assert QuestionSet.objects.drawable_by(somebody.pk).filter(pk=ours.pk).exists() == to_draw
        assert QuestionSet.objects.readable_by(somebody).filter(pk=ours.pk).exists() == to_read


def test_where_staff_approve_authors_others_read_and_do_not_write(client, owner, ours, settings):
    settings.APPROVED_AUTHORS_ONLY = True
    assert "Write a question" not in page(client, address("set", ours))
    assert client.get(address("new_question", ours)).status_code == 403


def test_the_owner_alone_says_who_may_draw_read_and_write_along(client, owner, ours):
    friend = person(email="friend@example.org")
    given = {
        "title": "Plants",
        "licence": "CC0",
        "open_to_draw": "on",
        "co_authors": f"Friend@example.org\n{owner.email}",
    }
    client.post(address("set_facts", ours), given)
    ours.refresh_from_db()
    assert (ours.title, ours.licence, ours.open_to_draw, ours.open_to_read) == ("Plants", "CC0", True, False)
    assert list(ours.co_authors.all()) == [friend]
    client.force_login(friend)
    assert client.get(address("set_facts", ours)).status_code == 404
    assert "Licence and permissions" not in page(client, address("set", ours))


def test_whether_a_co_authors_address_has_an_account_is_not_told(client, ours):
    friend = person(email="known@example.org")
    told = []
    for name in ("known", "other"):
        client.post(address("set_facts", ours), {"title": "Ours", "co_authors": f"{name}@example.org"})
        told.append(page(client, address("set_facts", ours)).replace(name, "…"))
    assert _without_tokens(told[0]) == _without_tokens(told[1])
    assert not ours.co_authors.exists()
    client.post(address("set_facts", ours), {"title": "Ours", "co_authors": "Known@example.org\nother@example.org"})
    assert list(ours.co_authors.all()) == [friend]


def _without_tokens(html: str) -> str:
    return re.sub("[A-Za-z0-9]{64}", "", html)


def test_a_co_author_who_signs_up_later_is_one_once_the_set_is_saved_again(client, ours):
    given = {"title": "Ours", "co_authors": "late@example.org"}
    client.post(address("set_facts", ours), given)
    late = person(email="late@example.org")
    assert "late@example.org" in page(client, address("set_facts", ours))
    client.post(address("set_facts", ours), given)
    assert list(ours.co_authors.all()) == [late]


def test_what_is_no_address_is_told_and_nothing_is_saved(client, ours):
    reply = client.post(address("set_facts", ours), {"title": "Plants", "co_authors": "a friend"}).content.decode()
    assert "“a friend” is no e-mail address." in reply
    assert 'value="Plants"' in reply
    assert QuestionSet.objects.get(pk=ours.pk).title == "Ours"


def test_a_search_by_htmx_answers_with_the_list_alone_and_as_a_plain_form_with_the_page(client, ours):
    url = address("set", ours)
    part = client.get(url, {"text": "orchard"}, headers=HTMX).content.decode()
    assert part.startswith('<div id="found"')
    assert ("1 question<" in part, "Apples" in part, "Beans" in part) == (True, True, False)
    whole = page(client, url, text="orchard")
    assert part.strip() in whole
    assert 'value="orchard"' in whole
    back = client.get(url, {"text": "orchard"}, headers={**HTMX, "HX-History-Restore-Request": "true"})
    assert "<html" in back.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"text": "a\0b"},
        {"text": "<script>alert(1)</script>", "page": "9" * 40},
        {"kind": "nonsense", "state": "nonsense", "flaw": "'", "objective": "\0"},
        {"page": "x"},
    ],
)
def test_a_hostile_search_finds_nothing_or_everything_and_breaks_nothing(client, ours, query):
    assert "<script>alert" not in page(client, address("set", ours), **query)


@pytest.mark.parametrize("number", ["0", "999999", "9" * 40])
def test_a_set_that_does_not_exist_is_not_there(client, owner, number):
    assert client.get(f"/sets/{number}/").status_code == 404


def test_a_question_that_its_author_sits_is_on_none_of_these_pages(client, owner, ours):
    attempt = sit(owner, question(ours))
    told = page(client, address("set", ours), state="all")
    assert "1 question of this set stands on a paper that you are sitting" in told
    assert "Maize" not in told
    for url in (address("question", ours, "maize"), address("edit_question", ours, "maize")):
        assert client.get(url).status_code == 404
    for url in (*changes(ours)[1:], address("edit_question", ours, "maize")):
        assert client.post(url).status_code == 404
    for format in WRITTEN:
        assert "1 question that stands on the paper" in page(client, address("export", ours, format))
        assert b"yellow leaves" not in client.get(address("export_file", ours, format)).content
    assert "maize" not in page(client, address("set_findings", ours))
    attempts.end(attempt)
    assert "Maize" in page(client, address("set", ours))


@pytest.mark.parametrize("format", WRITTEN)
def test_an_export_tells_what_is_lost_before_it_is_downloaded(client, ours, format):
    writing.retire(question(ours, "beans"))
    told = page(client, address("export", ours, format))
    assert "2 questions, with their keys" in told
    assert "1 retired question is not in it." in told
    assert "What the file cannot hold" in told
    file = client.get(address("export_file", ours, format))
    assert file.headers["Content-Disposition"] == f'attachment; filename="ours{formats()[format].suffix}"'
    assert file.headers["Content-Type"] == formats()[format].media_type


def test_what_was_made_to_tell_the_loss_is_what_is_downloaded_unless_something_changed(client, owner, ours):
    format = formats()["csv"]
    first = exporting.once(ours, format, owner)
    kept = Written(b"as it was made", first.lost)
    cache.set(exporting._made_of(ours, format, owner), kept)
    assert client.get(address("export_file", ours, "csv")).content == kept.content
    said = writing.present(question(ours))
    reworded = replace(said, stem=f"{said.stem} Now?")
    writing.reword(question(ours), reworded, owner, seen=str(question(ours).current_id))
    assert b"Now?" in client.get(address("export_file", ours, "csv")).content
    sit(owner, question(ours))
    assert b"Now?" not in client.get(address("export_file", ours, "csv")).content


def test_an_export_is_called_by_what_is_written(client, ours):
    assert "QTI 2.1" in page(client, address("set", ours))
    told = page(client, address("export", ours, "qti"))
    assert "Export as QTI 2.1" in told
    assert "QTI (1.2, 2 and 3)" not in told


@pytest.mark.parametrize("format", ["aiken", "nonsense"])
def test_a_format_that_is_not_written_is_not_there(client, ours, format):
    assert client.get(address("export", ours, format)).status_code == 404
    assert client.get(address("export_file", ours, format)).status_code == 404


def test_what_the_lint_says_to_the_set_as_a_whole_is_a_fragment_and_a_page(client, owner):
    ours = own_set(owner, *(draft(name, stem=draft("maize").stem) for name in ("maize", "corn")))
    part = client.get(address("set_findings", ours), headers=HTMX).content.decode()
    assert part.startswith('<ul class="findings"')
    assert address("question", ours, "corn") in part
    assert part.strip() in page(client, address("set_findings", ours))


def test_the_page_of_a_set_costs_the_same_for_one_question_and_for_three(client, owner, django_assert_num_queries):
    for ours in (own_set(owner, draft("maize"), name="one"), three(owner, name="three")):
        with django_assert_num_queries(11):
            client.get(address("set", ours))
        with django_assert_num_queries(4):
            client.get(address("set", ours), headers=HTMX)
        with django_assert_num_queries(3):
            client.get(address("set_findings", ours))


def test_the_list_of_sets_costs_the_same_for_one_and_for_three(client, owner, django_assert_num_queries):
    for names in (["one"], ["two", "three"]):
        for name in names:
            three(owner, name=name)
            three(person(), name=name, open_to_read=True)
        with django_assert_num_queries(5):
            client.get(reverse("questions:sets"))


def test_a_search_without_a_find_leads_back_to_all(client, ours):
    assert f'<a href="{address("set", ours)}">Show all' in page(client, address("set", ours), text="nothing like this")


def test_a_set_without_questions_in_use_says_how_it_gets_some(client, owner):
    assert "Write one, upload some" in page(client, address("set", own_set(owner, name="empty")))


def test_the_list_shows_a_stem_as_text_and_not_as_markdown(client, owner):
    marked = own_set(owner, draft("maize", stem="Which `field` of *these* is a field of maize, and not of rye?"))
    assert "Which field of these is a field" in page(client, address("set", marked))


def test_authors_are_named_to_authors_alone(client, ours, owner):
    owner.display_name = "Ada of the mills"
    owner.save()
    ours.open_to_read = True
    ours.save()
    assert "Ada of the mills" in page(client, address("set", ours)).split("<main")[1]
    client.force_login(person())
    assert "Ada of the mills" not in page(client, address("set", ours))


def test_the_menu_marks_where_a_page_belongs(client, ours):
    assert '<a href="/sets/" aria-current="true">' in page(client, address("set", ours))
    assert '<a href="/sets/" aria-current="page">' in page(client, reverse("questions:sets"))
    assert '<a href="/sets/">' in page(client, reverse("people:profile"))
