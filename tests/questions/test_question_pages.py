"""The page of a question, and the form in which it is written."""

import re
from html import unescape
from typing import Any

import pytest
from django.urls import reverse

from people.models import User
from questions import revisions, writing
from questions.drafts import Reference, Waiver
from questions.models import Objective, Outline, Question, QuestionSet, Revision
from tests.factories import person
from tests.questions.own_set import draft, own_set, question, three

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


@pytest.fixture
def owner(client) -> User:
    somebody = person(display_name="Ada")
    client.force_login(somebody)
    return somebody


@pytest.fixture
def ours(owner) -> QuestionSet:
    return three(owner)


def address(name: str, ours: QuestionSet, *more: str) -> str:
    return reverse(f"questions:{name}", args=[ours.pk, *more])


def typed(found: Question | None = None, **changed: Any) -> dict[str, Any]:
    """What the form of a question sends when somebody changed some fields."""
    plain = draft("maize")
    return {
        "title": plain.title,
        "stem": plain.stem,
        "objective": Objective.objects.get(code="1.1", domain__outline__code="MLS-C01").pk,
        "difficulty": "2",
        "tags": "soil",
        "takeaway": plain.takeaway,
        "references": "On soil | https://example.org/soil",
        "option": [*(option.text for option in plain.options), "", ""],
        "rationale": [*(option.rationale for option in plain.options), "", ""],
        "key": ["0"],
        **({"seen": str(found.current_id)} if found else {}),
        **changed,
    }


def edit(client, ours: QuestionSet, **changed: Any):
    return client.post(address("edit_question", ours, "maize"), typed(question(ours), **changed))


def said(reply) -> str:
    assert reply.status_code == 200
    return reply.content.decode()


def fields(html: str) -> dict[str, Any]:
    """What a browser would send of a form as it stands."""
    text = re.findall(r'<textarea name="(\w+)"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL)
    rows = re.findall(r'<textarea id="\w+-\d+" name="(\w+)"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL)
    lines = re.findall(r'<input type="(?:text|date|hidden)" name="(\w+)" value="([^"]*)"', html)
    chosen = re.findall(r'<select name="(\w+)".*?<option value="(\w+)" selected>', html, re.DOTALL)
    ticked = re.findall(r'<input type="checkbox" name="key" value="(\d+)" checked>', html)
    single = {name: unescape(value).replace("\n", "\r\n") for name, value in [*text, *lines, *chosen]}
    parts = {name: [unescape(value).replace("\n", "\r\n") for each, value in rows if each == name] for name, _ in rows}
    return {**single, **parts, "key": ticked}


def test_a_question_is_shown_with_its_key_findings_facts_and_waivers(client, owner):
    waived = draft(
        "maize", references=(), waivers=(Waiver("no-reference", "Everyone knows it."),), tags=("soil", "rain")
    )
    html = said(client.get(address("question", own_set(owner, waived), "maize")))
    assert re.search(r'is-right">.*?Nitrogen from compost', html, re.DOTALL)
    assert "Waived: Everyone knows it." in html
    assert "soil, rain" in html
    assert "The first wording." in html


def test_the_history_tells_who_changed_what(client, owner, ours):
    maize, co_author = question(ours), person(display_name="Cora")
    writing.reword(maize, draft("maize", takeaway="Rain washes it out."), co_author, seen=str(maize.current_id))
    html = said(client.get(address("question", ours, "maize")))
    assert re.findall(r"Revision (\d), [^<]*, (\w+)</summary>", html) == [("2", "Cora"), ("1", "Ada")]
    assert "<del>nitrogen</del><ins>it</ins>" in html


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_question_costs_the_same_however_long_its_history_is(
    client, owner, ours, number, django_assert_num_queries
):
    for takeaway in ("One.", "Two.")[: number - 1]:
        maize = question(ours)
        writing.reword(maize, draft("maize", takeaway=takeaway), owner, seen=str(maize.current_id))
    with django_assert_num_queries(5):
        client.get(address("question", ours, "maize"))
    with django_assert_num_queries(5):
        client.get(address("edit_question", ours, "maize"))


def test_a_written_question_is_added_with_a_name_of_its_own(client, ours):
    reply = client.post(address("new_question", ours), typed(title="Late frost"))
    assert reply.headers["Location"] == address("question", ours, "late-frost")
    added = question(ours, "late-frost")
    assert revisions.draft_of(added.current) == draft("late-frost", title="Late frost", **_of_maize())


def _of_maize() -> dict[str, Any]:
    return {"stem": draft("maize").stem, "options": draft("maize").options}


def test_an_edit_makes_a_revision_for_future_papers(client, owner, ours):
    reply = edit(client, ours, takeaway="Feed it.", key=["1"])
    assert reply.headers["Location"] == address("question", ours, "maize")
    now = question(ours).current
    assert (now.number, now.takeaway, now.key, now.made_by) == (2, "Feed it.", [1], owner)


def test_a_form_that_is_sent_as_it_was_shown_makes_no_revision(client, owner):
    full = draft(
        "maize",
        stem="    while rain:\n        wash()\n\nWhich nutrient of these is washed out of the soil by\nthis much rain?",
        explanation="Nitrogen & <water>.\n\n* It *dissolves*.",
        tags=("Soil", "rain"),
        references=(Reference("On soil", "https://example.org/soil"), Reference("A | B", "https://example.org/ab")),
        waivers=(Waiver("no-reference", "a | b"),),
        order_locked=False,
    )
    ours = own_set(owner, full)
    sent = fields(said(client.get(address("edit_question", ours, "maize"))))
    reply = client.post(address("edit_question", ours, "maize"), sent, follow=True)
    assert "Nothing has changed" in said(reply)
    assert question(ours).revisions.count() == 1


def test_of_two_who_edit_at_once_the_second_is_told_and_keeps_what_they_typed(client, owner, ours):
    theirs = typed(question(ours), takeaway="Typed by the second.")
    co_author = person()
    ours.co_authors.add(co_author)
    edit(client, ours, takeaway="Saved by the first.")
    client.force_login(co_author)
    html = said(client.post(address("edit_question", ours, "maize"), theirs))
    assert "somebody has saved another wording meanwhile" in html
    assert "<ins>Saved by the first.</ins>" in html
    assert "Typed by the second.</textarea>" in html
    assert question(ours).current.takeaway == "Saved by the first."
    again = client.post(address("edit_question", ours, "maize"), fields(html))
    assert again.status_code == 302
    kept = question(ours).revisions.order_by("number").values_list("takeaway", flat=True)
    assert list(kept) == ["Rain washes nitrogen out.", "Saved by the first.", "Typed by the second."]


def test_a_form_that_never_saw_a_wording_is_told_too(client, ours):
    html = said(edit(client, ours, seen="nonsense", takeaway="Feed it."))
    assert "somebody has saved another wording meanwhile" in html
    assert question(ours).revisions.count() == 1


THIRTEEN = [f"Answer number {number}" for number in range(13)]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"option": THIRTEEN, "rationale": THIRTEEN}, "has 13 options; a question needs 2 to 12."),
        ({"option": [], "rationale": [], "key": []}, "has 0 options"),
        ({"key": []}, "has no right option"),
        ({"key": ["7", "x", "-1"]}, "has no right option"),
        ({"key": ["0", "1", "2"]}, "marks every option as right"),
        ({"option": ["A", "", "C"]}, "Option 2 has no text"),
        ({"key": ["0", "4"]}, "Option 4 has no text"),
        ({"stem": "   "}, "has no text before its options"),
        ({"stem": ""}, "This field is required."),
        ({"stem": "x" * 50_000}, "at most 40000 characters"),
        ({"stem": "a\0b"}, "Null characters are not allowed."),
        ({"option": ["x" * 50_000, "b"]}, "at most 40000 characters"),
        ({"title": "x" * 300}, "at most 200 characters"),
        ({"references": "Evil | javascript:alert(1)"}, "begins with https://"),
        ({"references": "Evil | https://["}, "begins with https://"),
        ({"references": "Evil | https:"}, "begins with https://"),
        ({"references": "https://example.org"}, "Write each reference as"),
        ({"waivers": "no-reference"}, "Write each waiver as"),
        ({"tags": "x" * 61}, "at most 60 characters"),
        ({"objective": "999999"}, "Select a valid choice."),
        ({"objective": "9" * 40}, "Select a valid choice."),
        ({"objective": "x"}, "Select a valid choice."),
        ({"difficulty": "4"}, "Select a valid choice."),
        ({"checked_on": "soon"}, "Enter a valid date."),
    ],
)
def test_what_cannot_be_a_question_is_told_and_stored_nowhere(client, ours, changed, words):
    for url in (address("edit_question", ours, "maize"), address("new_question", ours)):
        html = said(client.post(url, typed(question(ours), takeaway="Typed.", **changed)))
        assert words in html
        assert "Typed.</textarea>" in html
    assert Revision.objects.filter(question__question_set=ours).count() == 3


def test_an_objective_of_another_outline_is_none(client, ours):
    other = Outline.objects.create(code="OTHER", title="Other")
    foreign = other.domains.create(code="1", title="One").objectives.create(code="1.1", title="One one")
    assert "Select a valid choice." in said(edit(client, ours, objective=foreign.pk))


def test_what_was_typed_into_rows_stays_there(client, ours):
    html = said(edit(client, ours, option=["First", "", "Third"], rationale=["", "Only a reason", ""], key=["2"]))
    again = fields(html)
    assert again["option"][:3] == ["First", "", "Third"]
    assert again["rationale"][:3] == ["", "Only a reason", ""]
    assert again["key"] == ["2"]


def test_all_options_can_be_cleared_without_the_old_ones_coming_back(client, ours):
    html = said(edit(client, ours, option=[""] * 12, rationale=[""] * 12, key=[]))
    assert not any(fields(html)["option"])


def test_a_body_of_two_megabytes_is_refused(client, ours):
    assert edit(client, ours, stem="x" * 2**21).status_code == 413
    assert question(ours).revisions.count() == 1


def test_a_nul_in_an_option_is_dropped(client, ours):
    edit(client, ours, option=["Nitro\0gen from compost", "Calcium from chalk", "Iron from filings"], takeaway="New.")
    assert question(ours).current.options[0] == "Nitrogen from compost"


def test_an_edit_of_a_question_in_another_set_is_not_there(client, owner, ours):
    theirs = own_set(person(), draft("wheat"), name="theirs")
    assert client.get(address("edit_question", theirs, "wheat")).status_code == 404
    assert client.get(address("edit_question", ours, "wheat")).status_code == 404


def preview(client, ours: QuestionSet, **changed: Any) -> str:
    return said(client.post(address("preview", ours), typed(**changed), headers=HTMX))


def test_the_preview_shows_what_is_typed_as_a_candidate_will_see_it_and_stores_nothing(client, ours):
    html = preview(client, ours, stem="Which of *these* is <script> in `code` of your own, would you say?")
    assert "Which of <em>these</em> is &lt;script&gt; in <code>code</code>" in html
    assert "No findings." in html
    assert Revision.objects.filter(question__question_set=ours).count() == 3


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"key": []}, "has no right option"),
        ({"references": ""}, "no-reference"),
        ({"option": ["x" * 50_000, "b"]}, "has more than 40000 characters"),
        ({"option": THIRTEEN}, "has 13 options"),
        ({"stem": ""}, "has no text before its options"),
    ],
)
def test_the_preview_says_what_stands_in_the_way(client, ours, changed, words):
    html = preview(client, ours, **changed)
    assert words in html
    assert "No findings." not in html


def test_an_empty_form_has_a_preview_too(client, ours):
    assert "has 0 options" in said(client.post(address("preview", ours), {}, headers=HTMX))


def test_a_question_is_retired_and_brought_back_from_its_page(client, ours):
    client.post(address("retirement", ours, "maize"))
    assert question(ours).retired_at
    html = said(client.get(address("question", ours, "maize")))
    assert "Bring it back into use" in html
    client.post(address("retirement", ours, "maize"), {"back": ""})
    assert question(ours).retired_at is None


def test_a_question_goes_on_trial_and_back_from_its_page(client, ours):
    client.post(address("trial", ours, "maize"))
    assert question(ours).on_trial
    assert "On trial" in said(client.get(address("question", ours, "maize")))
    client.post(address("trial", ours, "maize"), {"end": ""})
    assert not question(ours).on_trial


@pytest.mark.parametrize("what", ["retirement", "trial"])
def test_nothing_is_retired_or_put_on_trial_by_a_link(client, ours, what):
    assert client.get(address(what, ours, "maize")).status_code == 405
