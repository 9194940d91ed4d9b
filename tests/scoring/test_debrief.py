import pytest
from django.urls import reverse

from exams import attempts
from exams.models import Intervention, now
from exams.sittings import starting
from people.models import User
from scoring import debrief, heat, reports
from scoring.models import Ruling
from scoring.rules import RulingKind
from tests import factories
from tests.leaks import rationales_in
from tests.scoring.debriefed import ids, overlap, page, sit

pytestmark = pytest.mark.django_db
QUERIES = 21


def test_a_debrief_is_closed_to_everybody_until_the_results_open(client, sitting, ann, ben, teacher):
    revisions = [place.revision for place in sitting.places.select_related("revision")]
    for person in (ann, ben, teacher):
        client.force_login(person)
        closed = client.get(page(sitting))
        assert closed.status_code == 403
        assert "missed" not in closed.text.lower()
        assert not rationales_in(closed.text, revisions)
    assert "results.csv" not in client.get(reverse("scoring:results_csv", args=[sitting.pk]), follow=True).text


def test_a_debrief_shows_the_questions_first_that_most_people_missed(client, over, ann):
    places = dict(over.places.values_list("position", "revision"))
    lines = debrief.missed(ids(over), list(places.values()))
    both = {place for place in places if place == 1 or place >= 50}
    assert {line.revision for line in lines if line.missed == 2} == {places[place] for place in both}
    assert [line.missed for line in lines] == sorted((line.missed for line in lines), reverse=True)
    client.force_login(ann)
    shown = client.get(page(over)).text
    assert "Missed by 2 of 2" in shown
    assert shown.index("Missed by 2 of 2") < shown.rindex("Missed by")


def test_an_option_has_the_share_that_chose_it(over):
    first = over.places.get(position=1)
    counts = debrief.chosen(ids(over), [first.revision_id])[first.revision_id]
    assert sum(counts.values()) == 2 * first.choose
    assert not set(first.revision.key) >= set(counts)


def test_all_questions_stand_on_one_page_to_be_printed(client, over, ann):
    client.force_login(ann)
    address = reverse("scoring:debrief", args=[over.pk])
    assert [client.get(address + query).text.count('id="heading-') for query in ("", "?whole")] == [
        10,
        over.places.count(),
    ]
    assert "?whole" in client.get(address).text


def test_void_attempts_count_in_no_debrief(over, ben):
    attempt = ben.attempts.get()
    Intervention.objects.create(attempt=attempt, kind=Intervention.Kind.VOID, reason="Left the room", made_at=now())
    assert list(debrief.counted(over)) == list(over.attempts.exclude(candidate=ben))


def test_strangers_do_not_know_of_a_debrief(client, over):
    client.force_login(factories.person())
    assert client.get(page(over)).status_code == 404
    assert client.get(reverse("scoring:results_csv", args=[over.pk])).status_code == 404


def test_who_reads_a_debrief_has_seen_its_questions(client, over, teacher):
    client.force_login(teacher)
    client.get(page(over))
    client.get(page(over))
    assert over.visits.get().person == teacher


def test_questions_that_the_viewer_awaits_elsewhere_rest(over, ann, exam):
    resting = overlap(over, ann, exam)
    assert resting not in debrief.shown_to(over, ann)


def test_an_attempt_that_waits_for_its_score_counts_once_it_has_one(client, sitting, ann, ben):
    attempt = starting.start(ben, sitting)
    attempts.end(attempt)
    client.force_login(ann)
    shown = client.get(page(sitting)).text
    assert "1 more attempt is being scored" in shown
    assert "Missed by 1 of 1" in shown
    reports.make(attempt.pk)
    assert list(debrief.waiting(sitting)) == []
    assert "Missed by 2 of 2" in client.get(page(sitting)).text


def test_a_later_ruling_stands_with_its_question(client, over, ann, teacher):
    first = over.places.select_related("revision").get(position=1)
    other = next(option for option in first.option_order if option not in first.revision.key)
    Ruling.objects.create(
        revision=first.revision, kind=RulingKind.ALSO_RIGHT, options=[other], reason="Both <work>.", made_by=teacher
    )
    client.force_login(ann)
    shown = client.get(page(over)).text
    letter = "ABCDEFGH"[first.option_order.index(other)]
    assert f"{letter} counts as right too. Both &lt;work&gt;." in shown


def test_where_all_had_one_order_its_numbers_and_letters_are_used(client, over, ann):
    first = over.places.select_related("revision").get(position=1)
    client.force_login(ann)
    shown = client.get(page(over)).text
    assert "Question 1 · " in shown
    assert f"<strong>A</strong> {first.revision.options_html[first.option_order[0]]}" in shown
    assert "letters here are the author" not in shown


def test_where_each_had_an_order_of_their_own_the_letters_are_said_to_be_the_authors(client, exam, ann):
    made = factories.sitting(factories.group(ann), exam)
    attempt = sit(ann, made, wrong=[1])
    first = attempt.responses.select_related("revision").get(position=1)
    client.force_login(ann)
    shown = client.get(page(made)).text
    assert "letters here are the author" in shown
    lines = debrief.missed(ids(made), debrief.shown_to(made, ann))
    number = 1 + [line.revision for line in lines].index(first.revision_id) // 10
    shown = client.get(f"{page(made)}?page={number}").text
    assert "Your question 1 · " in shown
    assert f"<strong>A</strong> {first.revision.options_html[0]}" in shown


@pytest.mark.parametrize("viewer", ["Ann", "Tess"])
@pytest.mark.parametrize("more", [0, 3])
def test_the_number_of_queries_does_not_grow_with_the_people(client, over, viewer, more, django_assert_num_queries):
    for _ in range(more):
        factories.join(over.group, another := factories.person())
        sit(another, over, right=[1])
    client.force_login(User.objects.get(display_name=viewer))
    client.get(page(over))
    with django_assert_num_queries(QUERIES):
        client.get(page(over))


def test_instructors_see_names_in_the_map_and_members_do_not(client, over, ann, teacher):
    client.force_login(teacher)
    assert '<th scope="row">Ben</th>' in client.get(page(over)).text
    client.force_login(ann)
    assert '<th scope="row">Ben</th>' not in client.get(page(over)).text


def test_rows_without_names_are_shown_from_five_people_on():
    class Report:
        domains = [{"code": "1", "right": 1, "counted": 2}]

    four, five = ({n: Report() for n in range(many)} for many in (4, 5))
    assert heat.heat_map(four, None, by="domains").rows == []
    assert len(heat.heat_map(five, None, by="domains").rows) == 5
    assert heat.heat_map(four, None, by="domains").everybody.cells[0].percent == 50
