import pytest
from django.urls import reverse

from exams import attempts
from exams.models import Attempt
from scoring import challenges, judging, reports
from scoring.models import Challenge
from scoring.rules import Ruled, RulingKind
from tests import factories
from tests.scoring.disputes import challenge, single

pytestmark = pytest.mark.django_db
MINE = "/attempts/challenges"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def candidate(client):
    person = factories.person()
    client.force_login(person)
    return person


@pytest.fixture
def attempt(exam, candidate) -> Attempt:
    return factories.reported(candidate, exam, wrong=range(1, 66))


def address(attempt: Attempt, position: int = 1) -> str:
    return reverse("scoring:challenge", args=[attempt.pk, position])


def say(client, attempt: Attempt, position: int = 1, *, htmx: bool = False, **said: str):
    given = {"reason": "Two of them are right.", "reference": "https://docs.example.org/limits", **said}
    return client.post(address(attempt, position), given, headers=HTMX if htmx else {})


def explained(client, attempt: Attempt, position: int) -> str:
    html = client.get(reverse("scoring:explanations", args=[attempt.pk])).content.decode()
    return html.partition(f'id="question-{position}"')[2].partition("</article>")[0]


def answer(made: Challenge, ruled: Ruled | None = None) -> None:
    judging.answer(made.revision, [made.pk], reason="The guide says so.", ruled=ruled, answered_by=factories.person())


def test_a_challenge_keeps_the_answer_in_the_revisions_own_options(client, attempt, candidate):
    place = single(attempt)
    reply = say(client, attempt, place.position)
    assert reply.url == reverse("scoring:explanations", args=[attempt.pk]) + f"#question-{place.position}"
    made = Challenge.objects.get()
    assert (made.candidate, made.attempt, made.revision) == (candidate, attempt, place.revision)
    assert made.chosen == [place.option_order[option] for option in place.chosen]
    assert (made.reason, made.reference) == ("Two of them are right.", "https://docs.example.org/limits")
    assert "Waits for an answer" in explained(client, attempt, place.position)


def test_htmx_gets_the_form_and_then_the_challenge_in_its_place(client, attempt):
    form = client.get(address(attempt), headers=HTMX).content.decode()
    assert ("<html" in form, 'id="challenge-1"' in form, "<textarea" in form) == (False, True, True)
    said = say(client, attempt, htmx=True).content.decode()
    assert ("<html" in said, "Waits for an answer" in said, "I think this is wrong" in said) == (False, True, False)


def test_a_second_challenge_waits_for_the_answer_to_the_first(client, attempt):
    say(client, attempt)
    say(client, attempt, reason="Once more.")
    assert [made.reason for made in Challenge.objects.all()] == ["Two of them are right."]
    assert "I think this is wrong" not in explained(client, attempt, 1)
    answer(Challenge.objects.get())
    assert "I think this is wrong" in explained(client, attempt, 1)
    say(client, attempt, reason="Once more.")
    assert Challenge.objects.count() == 2


def test_the_same_wording_on_another_paper_is_challenged_once(exam, candidate, attempt):
    other = factories.reported(candidate, exam)
    place = single(attempt)
    other.responses.filter(position=1).update(revision=place.revision, option_order=place.option_order)
    challenge(attempt, place)
    with pytest.raises(challenges.AlreadyOpen):
        challenge(other, other.responses.get(position=1))


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"reason": ""}, "This field is required."),
        ({"reason": " \n "}, "This field is required."),
        ({"reason": "x" * 4001}, "at most 4000 characters"),
        ({"reason": "a\x00b"}, "Null characters are not allowed."),
        ({"reference": "javascript:alert(1)"}, "Give an address that begins with https://"),
        ({"reference": "ftp://example.org/"}, "Give an address that begins with https://"),
        ({"reference": "https://example.org/" + "x" * 500}, "at most 500 characters"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_what_cannot_be_kept_is_said_and_nothing_typed_is_lost(client, attempt, said, complaint, htmx):
    given = {"reason": "Kept, as it was typed.", "reference": "https://example.org/kept", **said}
    html = say(client, attempt, htmx=htmx, **given).content.decode()
    assert complaint in html
    kept = [name for name in ("reason", "reference") if name not in said]
    assert all(given[name] in html for name in kept)
    assert not Challenge.objects.exists()


def test_a_script_in_a_reason_is_text(client, attempt):
    say(client, attempt, reason="<script>alert(1)</script>", reference="https://example.org/?a=<b>'\"")
    for html in (explained(client, attempt, 1), client.get(MINE).content.decode()):
        assert "<script>alert" not in html
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_foreign_attempt_and_a_position_that_is_not_there_are_not_found(client, exam, attempt):
    foreign = factories.reported(factories.person(), exam)
    replies = [
        say(client, foreign),
        say(client, attempt, 66),
        say(client, attempt, 2**70),
        client.get(address(foreign)),
    ]
    assert [reply.status_code for reply in replies] == [404] * 4
    assert not Challenge.objects.exists()


def test_nothing_is_challenged_before_the_report_is_opened(client, exam, candidate):
    running = attempts.start(candidate, exam)
    assert say(client, running).url == reverse("scoring:report", args=[running.pk])
    attempts.end(running)
    reports.make(running.pk)
    assert say(client, running).url == reverse("scoring:report", args=[running.pk])
    assert not Challenge.objects.exists()


def test_challenges_rest_while_their_questions_are_sat_again(client, exam, candidate, attempt):
    say(client, attempt)
    attempts.start(candidate, exam)
    assert say(client, attempt, 2).url == reverse("scoring:report", args=[attempt.pk])
    reply = say(client, attempt, 2, htmx=True)
    assert (reply.content, reply["HX-Redirect"]) == (b"", reverse("scoring:report", args=[attempt.pk]))
    html = client.get(MINE).content.decode()
    assert ("Two of them are right." in html, "1 challenge to questions that you are sitting now" in html) == (
        False,
        True,
    )


def test_somebody_who_is_not_logged_in_is_asked_to(client, attempt):
    client.logout()
    assert "/accounts/login/" in say(client, attempt).url
    assert "/accounts/login/" in client.get(MINE).url


def test_the_answer_stands_under_the_explanation_in_the_candidates_letters(client, attempt):
    place = single(attempt)
    answer(challenge(attempt, place), Ruled(RulingKind.ALSO_RIGHT, frozenset({place.option_order[place.chosen[0]]})))
    html = explained(client, attempt, place.position)
    assert f"{'ABCDEF'[place.chosen[0]]} counts as right too." in html
    assert "The guide says so." in html


def test_my_challenges_lead_to_their_questions(client, exam, candidate, attempt):
    answer(challenge(attempt, single(attempt)))
    challenge(factories.reported(factories.person(), exam), reason="Somebody else's.")
    html = client.get(MINE).content.decode()
    assert "The key stands." in html
    assert reverse("scoring:explanations", args=[attempt.pk]) + f"#question-{single(attempt).position}" in html
    assert "Somebody else" not in html


def test_somebody_without_challenges_is_told_where_they_are_made(client, candidate):
    assert "You have challenged no key." in client.get(MINE).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_my_challenges_cost_the_same_for_one_and_for_three(client, attempt, number, django_assert_num_queries):
    for place in attempt.responses.select_related("revision")[:number]:
        challenge(attempt, place)
    with django_assert_num_queries(5):
        assert client.get(MINE).content.decode().count("Waits for an answer") == number
