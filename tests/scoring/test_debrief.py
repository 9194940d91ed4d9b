import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from exams import attempts
from exams.models import Intervention, Sitting, now
from exams.sittings import starting
from people.models import Membership
from scoring import debrief, heat, reports, threads
from scoring.models import Remark
from tests import factories
from tests.leaks import rationales_in

pytestmark = pytest.mark.django_db
QUERIES = 20


@pytest.fixture
def ann():
    return factories.person(display_name="Ann")


@pytest.fixture
def ben():
    return factories.person(display_name="Ben")


@pytest.fixture
def teacher():
    return factories.person(display_name="Tess")


@pytest.fixture
def sitting(ann, ben, teacher, exam) -> Sitting:
    """A sitting in the same order for all, that Ann has sat and Ben has not."""
    group = factories.group(ann, ben, owner=teacher)
    made = factories.sitting(group, exam, same_order=True)
    sit(ann, made, right=range(2, 30), wrong=[1])
    return made


@pytest.fixture
def over(sitting, ben) -> Sitting:
    """The same once Ben has sat it too, and missed the first two questions."""
    sit(ben, sitting, right=range(3, 50), wrong=[1, 2])
    return sitting


def sit(person, sitting, **answers):
    attempt = starting.start(person, sitting)
    factories.answer(attempt, **answers)
    attempts.end(attempt)
    reports.make(attempt.pk)
    return attempt


def page(sitting: Sitting) -> str:
    return reverse("scoring:debrief", args=[sitting.pk])


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
    lines = debrief.missed(list(debrief.counted(over).values_list("pk", flat=True)), list(places.values()))
    both = {place for place in places if place == 1 or place >= 50}
    assert {line.revision for line in lines if line.missed == 2} == {places[place] for place in both}
    assert [line.missed for line in lines] == sorted((line.missed for line in lines), reverse=True)
    client.force_login(ann)
    shown = client.get(page(over)).text
    assert "Missed by 2 of 2" in shown
    assert shown.index("Missed by 2 of 2") < shown.rindex("Missed by")


def test_an_option_has_the_share_that_chose_it(over):
    first = over.places.get(position=1)
    ids = list(debrief.counted(over).values_list("pk", flat=True))
    counts = debrief.chosen(ids, [first.revision_id])[first.revision_id]
    assert sum(counts.values()) == 2 * first.choose
    assert not set(first.revision.key) >= set(counts)


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
    other = factories.sitting(factories.group(ann), exam, title="Another group's")
    assert other.places.filter(revision__in=over.places.values("revision")).exists()
    assert not set(debrief.shown_to(over, ann)) & set(other.places.values_list("revision", flat=True))


@pytest.mark.parametrize("more", [0, 3])
def test_the_number_of_queries_does_not_grow_with_the_people(client, over, ann, more, django_assert_num_queries):
    for _ in range(more):
        factories.join(over.group, another := factories.person())
        sit(another, over, right=[1])
    client.force_login(ann)
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


def say(client, sitting, text, **facts):
    revision = sitting.places.get(position=1).revision_id
    return client.post(reverse("scoring:remarks", args=[sitting.pk, revision]), {"text": text}, **facts)


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


def test_nobody_talks_before_the_results_open_nor_from_outside(client, sitting, ann):
    client.force_login(ann)
    assert say(client, sitting, "The key is").status_code == 404
    client.force_login(factories.person())
    assert say(client, sitting, "The key is").status_code == 404
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


def test_results_are_a_table_for_instructors_alone_with_neutral_cells(client, over, ann, teacher):
    over.group.memberships.filter(person=ann).update(name="=HYPERLINK(1)")
    client.force_login(ann)
    assert client.get(reverse("scoring:results_csv", args=[over.pk])).status_code == 403
    client.force_login(teacher)
    text = client.get(reverse("scoring:results_csv", args=[over.pk])).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[0] for row in rows] == ["Name", "Ben", "\N{MODIFIER LETTER APOSTROPHE}=HYPERLINK(1)"]
    assert ann.email not in text
    book = load_workbook(io.BytesIO(client.get(reverse("scoring:results_xlsx", args=[over.pk])).content))
    assert [row[0].value for row in book["Results"]] == [row[0] for row in rows]


def test_an_instructor_who_was_demoted_gets_no_table(client, over, teacher):
    helper = factories.person()
    membership = factories.join(over.group, helper, Membership.Role.INSTRUCTOR)
    client.force_login(helper)
    address = reverse("scoring:results_csv", args=[over.pk])
    assert client.get(address).status_code == 200
    Membership.objects.filter(pk=membership.pk).update(role=Membership.Role.MEMBER)
    assert client.get(address).status_code == 403
