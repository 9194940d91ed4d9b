import pytest
from django.urls import reverse

from exams import attempts
from people.models import User
from scoring import contested, judging
from scoring.models import Answer, Challenge, Ruling
from scoring.rules import Ruled, RulingKind
from tests import factories
from tests.scoring.disputes import challenge, give_to, listed, single

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def author(client, exam) -> User:
    person = factories.person(display_name="Ada")
    give_to(person, exam)
    client.force_login(person)
    return person


@pytest.fixture
def attempt(exam):
    return factories.reported(factories.person(display_name="Grace"), exam, wrong=range(1, 66))


@pytest.fixture
def made(attempt) -> Challenge:
    return challenge(attempt, reference="https://docs.example.org/")


def address(made: Challenge) -> str:
    return reverse("scoring:challenged", args=[made.revision_id])


def of_set(made: Challenge) -> str:
    return reverse("scoring:set_challenges", args=[made.revision.question.question_set_id])


def reply_to(client, *made: Challenge, htmx: bool = False, **given):
    said = {"challenges": [each.pk for each in made], "decision": "stands", "reason": "As the guide says.", **given}
    return client.post(address(made[0]), said, headers=HTMX if htmx else {})


def test_the_list_tells_the_question_its_key_the_counts_and_what_is_said(client, author, attempt, made):
    html = client.get(of_set(made)).content.decode()
    revision = single(attempt).revision
    assert revision.stem_html in html
    assert f"{'ABCDEF'[revision.key[0]]}, the key" in html
    assert html.count("chosen by 1 of 1") == 1
    assert "Both are right." in html
    assert 'href="https://docs.example.org/" rel="noopener noreferrer nofollow"' in html
    edit = reverse("questions:edit_question", args=[revision.question.question_set_id, revision.question.name])
    assert f'href="{edit}"' in html


def test_a_candidate_is_told_by_display_name_and_no_more(client, exam, author, attempt, made):
    nameless = factories.reported(factories.person(email="rosalind@example.org"), exam)
    challenge(nameless, reason="Nor do I.")
    html = client.get(of_set(made)).content.decode()
    assert ("Grace" in html, "A candidate</strong>" in html) == (True, True)
    hidden = ("rosalind", attempt.candidate.email.partition("@")[0])
    assert [word for word in hidden if word in html] == []


def test_letters_are_told_as_the_candidate_saw_them(client, author, attempt, made):
    attempt.responses.filter(pk=single(attempt).pk).update(option_order=[2, 0, 1, 3])
    assert "Their letters, and those here: A is C, B is A, C is B, D is D." in client.get(of_set(made)).content.decode()


def test_open_challenges_come_first_the_oldest_at_the_top(author, attempt):
    places = attempt.responses.select_related("revision").order_by("position")[:3]
    one, two, three = (challenge(attempt, place) for place in places)
    judging.answer(one.revision, [one.pk], reason="No.", ruled=None, answered_by=author)
    assert listed(author) == [two.revision, three.revision, one.revision]


def test_what_the_viewer_sits_is_not_listed_and_not_answered(client, exam, author, made):
    own = attempts.start(author, exam)
    own.responses.filter(position=1).update(revision=made.revision)
    own.responses.exclude(position=1).delete()
    assert "Both are right." not in client.get(of_set(made)).content.decode()
    assert (client.get(address(made)).status_code, reply_to(client, made).status_code) == (404, 404)
    attempts.end(own)
    assert client.get(address(made)).status_code == 200


def test_authors_see_with_their_sets_how_many_challenges_wait(client, exam, author, made):
    sets = reverse("questions:sets")
    assert "(1 open)" in client.get(sets).content.decode()
    reply_to(client, made)
    assert "open)" not in client.get(sets).content.decode()
    challenge(made.attempt)
    assert contested.still_open(author) == 1
    assert contested.still_open(factories.person()) == 0
    own = attempts.start(author, exam)
    own.responses.filter(position=1).update(revision=made.revision)
    own.responses.exclude(position=1).delete()
    assert contested.still_open(author) == 0


def test_the_sets_of_others_are_not_found(client, author, made):
    client.force_login(factories.person())
    replies = [client.get(of_set(made)), client.get(address(made)), reply_to(client, made)]
    assert [reply.status_code for reply in replies] == [404] * 3
    assert not Answer.objects.exists()


def test_staff_judge_what_nobody_owns_and_only_that(client, exam, made):
    client.force_login(factories.person())
    assert "Both are right." not in client.get("/challenges/").content.decode()
    client.force_login(factories.person(is_staff=True))
    html = client.get("/challenges/").content.decode()
    assert ("Both are right." in html, "Edit the question" in html) == (True, False)
    assert reply_to(client, made).status_code == 302
    give_to(factories.person(), exam)
    assert "Both are right." not in client.get("/challenges/").content.decode()


def test_authors_who_are_not_approved_are_refused(client, author, made, settings):
    settings.APPROVED_AUTHORS_ONLY = True
    assert [client.get(page).status_code for page in ("/challenges/", of_set(made), address(made))] == [403] * 3


def test_the_key_may_stand(client, author, made):
    assert reply_to(client, made).url == address(made)
    given = Challenge.objects.get().answer
    assert (given.answered_by, given.reason, given.ruling) == (author, "As the guide says.", None)


def test_a_ruling_answers_every_challenge_that_was_shown(client, exam, author, made):
    other = factories.reported(factories.person(), exam)
    other.responses.filter(position=1).update(revision=made.revision, option_order=[3, 2, 1, 0])
    second = challenge(other, other.responses.get(position=1), reason="Me too.")
    wrong = next(option for option in range(4) if option not in made.revision.key)
    html = reply_to(client, made, second, decision="also_right", options=[wrong], htmx=True).content.decode()
    assert ("<html" in html, "Answered" in html, "2 answered before" in html) == (False, True, True)
    ruling = Ruling.objects.get()
    assert (ruling.kind, ruling.options, ruling.made_by) == ("also_right", [wrong], author)
    assert ruling.reason == "As the guide says."
    assert {each.answer.ruling for each in Challenge.objects.all()} == {ruling}


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ({"reason": ""}, "This field is required."),
        ({"reason": "x" * 4001}, "at most 4000 characters"),
        ({"decision": ""}, "This field is required."),
        ({"decision": "burn it"}, "is not one of the available choices"),
        ({"decision": "also_right"}, "This question asks for 1 of its options, so name as many."),
        ({"decision": "right_instead", "options": [0, 1]}, "This question asks for 1 of its options, so name as many."),
        ({"decision": "also_right", "options": [9]}, "is not one of the available choices"),
        ({"decision": "also_right", "options": ["-1"]}, "is not one of the available choices"),
        ({"decision": "also_right", "options": ["a"]}, "is not one of the available choices"),
        ({"decision": "also_right", "options": [1, 1]}, "Name different options of this revision."),
        ({"decision": "drop", "options": [1]}, "This kind of ruling names no options."),
        ({"options": [1]}, "Where the key stands, name no options."),
        ({"challenges": []}, "This field is required."),
        ({"challenges": ["a"]}, "is not one of the available choices"),
        ({"challenges": [2**70]}, "is not one of the available choices"),
    ],
)
@pytest.mark.usefixtures("author")
def test_what_cannot_stand_is_said_and_nothing_is_decided(client, made, given, complaint):
    html = reply_to(client, made, **given).content.decode()
    assert complaint in html
    assert "reason" in given or "As the guide says." in html
    assert not Answer.objects.exists()
    assert not Ruling.objects.exists()


def test_a_challenge_to_another_question_is_not_answered_here(client, author, attempt, made):
    other = challenge(attempt, attempt.responses.exclude(revision=made.revision).first())
    html = reply_to(client, made, other).content.decode()
    assert "is not one of the available choices" in html
    assert not Answer.objects.exists()


def test_of_two_answers_the_later_one_is_told_and_its_words_are_kept(client, author, made):
    judging.answer(made.revision, [made.pk], reason="First.", ruled=None, answered_by=author)
    html = reply_to(client, made, decision="drop", reason="Second words.").content.decode()
    assert "Somebody has answered meanwhile" in html
    assert "Second words." in html
    assert not Ruling.objects.exists()


def test_a_challenge_that_came_meanwhile_stays_open(client, exam, author, made):
    place = attempts.start(factories.person(), exam).responses.first()
    later = Challenge.objects.create(
        candidate=place.attempt.candidate, attempt=place.attempt, revision=made.revision, chosen=[], reason="Later."
    )
    reply_to(client, made)
    later.refresh_from_db()
    assert later.answer is None
    assert "1 open" in client.get(address(made)).content.decode()


def test_scripts_are_text(client, author, attempt):
    challenge(attempt, reason="<script>alert(1)</script>")
    html = client.get("/challenges/").content.decode()
    assert ("<script>alert" in html, "&lt;script&gt;alert(1)" in html) == (False, True)


def test_a_ruling_that_does_not_fit_is_refused_before_anything_is_kept(author, made):
    ruled = Ruled(RulingKind.ALSO_RIGHT, frozenset({0, 1}))
    with pytest.raises(judging.rulings.DoesNotFit):
        judging.answer(made.revision, [made.pk], reason="No.", ruled=ruled, answered_by=author)
    assert not Answer.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(client, author, attempt, number, django_assert_num_queries):
    for place in attempt.responses.select_related("revision")[:number]:
        judged = challenge(attempt, place)
        judging.answer(judged.revision, [judged.pk], reason="No.", ruled=Ruled(RulingKind.DROP), answered_by=author)
        challenge(attempt, place)
    with django_assert_num_queries(9):
        assert client.get("/challenges/").content.decode().count("1 open") == number
