"""Exams that people bring: by form, by file, and what is refused."""

from copy import deepcopy

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from exams import attempts, blueprints
from exams.models import Blueprint
from people.models import User
from questions.models import Outline, QuestionSet
from tests import factories

pytestmark = pytest.mark.django_db

PHYSICS = {
    "outline": {
        "code": "PHYSICS-1",
        "title": "Physics",
        "domains": [
            {"code": "1", "title": "Mechanics", "objectives": {"1.1": "Motion", "1.2": "Force"}},
            {"code": "2", "title": "Heat", "objectives": {"2.1": "Temperature"}},
        ],
    },
    "blueprint": {
        "code": "PHYSICS-1",
        "title": "Physics",
        "weights": {"1": 70, "2": 30},
        "questions": 20,
        "scored": 18,
        "minutes": 40,
        "scale_min": 0,
        "scale_max": 100,
        "single_options": [3, 5],
    },
}


@pytest.fixture
def author(db) -> User:
    return factories.person()


def physics(**facts) -> dict:
    changed = deepcopy(PHYSICS)
    changed["blueprint"] |= facts
    return changed


def over_mls(exam: Blueprint, **facts) -> dict:
    """An exam of one's own over the outline of the bundled one."""
    changed = blueprints.as_facts(exam)
    changed["blueprint"] |= {"code": "OWN", **facts}
    return changed


def uploaded(client, author, exam: dict | bytes):
    client.force_login(author)
    content = exam if isinstance(exam, bytes) else yaml.safe_dump(exam).encode()
    return client.post(reverse("exams:blueprint_upload"), {"file": SimpleUploadedFile("exam.yaml", content)})


def test_an_exam_with_new_domains_is_made_with_its_outline(author):
    made = blueprints.write(author, PHYSICS)
    assert (made.owner, made.open_to_sit, made.pass_scaled, made.multiple_options) == (author, False, None, None)
    assert [(quota.domain, quota.total, quota.scored) for quota in made.quotas()] == [("1", 14, 13), ("2", 6, 5)]
    assert blueprints.as_facts(made)["outline"] == PHYSICS["outline"]


def test_the_same_file_again_changes_nothing_and_another_one_brings_it_up_to_date(author):
    made = blueprints.write(author, PHYSICS)
    assert blueprints.write(author, PHYSICS) == made
    assert blueprints.write(author, physics(minutes=50)).minutes == 50
    assert Blueprint.objects.filter(owner=author).count() == 1


def test_what_is_written_to_a_file_makes_the_same_exam(client, author, exam):
    made = blueprints.write(author, over_mls(exam, sets=["mls-c01-bundled"]))
    client.force_login(author)
    text = client.get(reverse("exams:blueprint_file", args=["OWN"])).content
    before = blueprints.as_facts(made)
    made.delete()
    assert uploaded(client, author, text).status_code == 302
    assert blueprints.as_facts(Blueprint.objects.get(code="OWN")) == before


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"scored": 21}, "cannot have 21 scored"),
        ({"weights": {"1": 0, "2": 5}}, "weight of 1 is 0"),
        ({"pass_scaled": 101}, "must lie on the scale"),
        ({"single_options": None}, "needs a kind of question"),
        ({"sets": ["nobodys"]}, "None of your sets has the name nobodys"),
        ({"sets": ["mls-c01-bundled"]}, "cannot feed an exam of PHYSICS-1"),
        ({"code": "MLS-C01"}, "exists already"),
        ({"questions": 401}, "less than or equal to 400"),
    ],
)
def test_an_exam_without_a_solution_is_refused_and_nothing_is_made(author, facts, reason):
    with pytest.raises(ValidationError, match=reason):
        blueprints.write(author, physics(**facts))
    assert not Blueprint.objects.filter(owner=author).exists()
    assert not Outline.objects.filter(code="PHYSICS-1").exists()


def test_ranges_stand_in_place_of_weights(author):
    ranged = physics(ranges={"1": [12, 15], "2": [5, 8]})
    del ranged["blueprint"]["weights"]
    made = blueprints.write(author, ranged)
    assert [(quota.total, quota.scored) for quota in made.quotas()] == [(14, 13), (6, 5)]
    assert made.shares() == {"1": "12 to 15", "2": "5 to 8"}
    ranged["blueprint"]["ranges"] = {"1": [1, 5], "2": [5, 8]}
    with pytest.raises(ValidationError, match="take 13 questions at most; the paper has 20"):
        blueprints.write(author, ranged)


def test_an_outline_of_others_is_taken_as_it_is_or_not_at_all(author, exam):
    assert blueprints.write(author, over_mls(exam)).outline == exam.outline
    changed = over_mls(exam, code="OTHER")
    changed["outline"]["domains"][0]["title"] = "Mine now"
    with pytest.raises(ValidationError, match="give your outline a code of its own"):
        blueprints.write(author, changed)


def test_ones_own_outline_changes_until_it_is_relied_on(author):
    blueprints.write(author, PHYSICS)
    fewer = deepcopy(PHYSICS)
    fewer["outline"]["domains"][0]["objectives"] = {"1.1": "Motion", "1.3": "Energy"}
    made = blueprints.write(author, fewer)
    assert blueprints.as_facts(made)["outline"] == fewer["outline"]
    QuestionSet.objects.create(outline=made.outline, name="theirs", title="Theirs", owner=factories.person())
    with pytest.raises(ValidationError, match="in use"):
        blueprints.write(author, PHYSICS)


def test_the_code_of_a_closed_exam_of_somebody_else_is_taken(author):
    blueprints.write(factories.person(), PHYSICS)
    with pytest.raises(ValidationError, match="give yours a code of its own"):
        blueprints.write(author, PHYSICS)


def test_a_sat_exam_keeps_what_reports_read_and_is_not_taken_away(author, exam):
    made = blueprints.write(author, over_mls(exam))
    attempts.start(author, made)
    with pytest.raises(ValidationError, match="has been sat"):
        blueprints.write(author, over_mls(exam, pass_scaled=None))
    with pytest.raises(blueprints.WasSat):
        blueprints.remove(made)
    assert blueprints.write(author, over_mls(exam, title="Renamed")).title == "Renamed"


def test_papers_are_drawn_from_the_sets_that_feed_an_exam_alone(author, exam):
    own = QuestionSet.objects.create(outline=exam.outline, name="own", title="Own", owner=author)
    fed = blueprints.write(author, over_mls(exam), sets=[own])
    assert list(fed.drawn_from(author.pk)) == [own]
    assert list(fed.drawn_from(factories.person().pk)) == []
    assert set(exam.drawn_from(author.pk)) == {own, QuestionSet.objects.get(name="mls-c01-bundled")}


def test_own_exams_are_offered_to_their_owner_and_open_ones_to_everyone(client, author, exam):
    made = blueprints.write(author, over_mls(exam))
    start = reverse("exams:start_page", args=["OWN"])
    client.force_login(factories.person())
    assert b"OWN" not in client.get("/").content
    assert client.get(start).status_code == 404
    assert client.post(reverse("exams:start", args=["OWN"])).status_code == 404
    made.open_to_sit = True
    made.save()
    assert b"OWN" in client.get("/").content
    assert client.get(start).status_code == 200


def test_pages_of_an_exam_are_its_owners(client, author):
    blueprints.write(author, PHYSICS)
    client.force_login(factories.person())
    pages = [reverse(f"exams:{name}", args=["PHYSICS-1"]) for name in ("blueprint", "edit_blueprint", "blueprint_file")]
    assert {client.get(page).status_code for page in pages} == {404}
    assert client.post(reverse("exams:blueprint_removal", args=["PHYSICS-1"])).status_code == 404


def test_only_authors_bring_exams(client, author, settings):
    settings.APPROVED_AUTHORS_ONLY = True
    client.force_login(author)
    pages = [reverse(f"exams:{name}") for name in ("blueprints", "new_blueprint", "blueprint_upload")]
    assert {client.get(page).status_code for page in pages} == {403}


def test_list_of_exams_costs_the_same_for_one_and_for_three(client, author, django_assert_num_queries):
    client.force_login(author)
    for number in (1, 3):
        for code in range(number):
            blueprints.write(author, physics(code=f"P{code}"))
        with django_assert_num_queries(3):
            client.get(reverse("exams:blueprints"))


def test_home_costs_the_same_for_one_and_for_three(client, exam, django_assert_num_queries):
    Blueprint.objects.exclude(pk=exam.pk).delete()
    for number in (0, 2):
        for code in range(number):
            exam.pk, exam.code = None, f"P{code}"
            exam.save()
        with django_assert_num_queries(1):
            client.get("/")


def test_page_of_an_exam_shows_places_and_coverage(client, author, exam):
    blueprints.write(author, over_mls(exam))
    client.force_login(author)
    page = client.get(reverse("exams:blueprint", args=["OWN"])).content.decode()
    assert "1 full exam</strong> without overlap" in page
    assert "Rehearsal&#x27;s own questions for MLS-C01" in page


def test_whoever_opens_an_exam_that_closed_sets_feed_is_told(client, author, exam):
    own = QuestionSet.objects.create(outline=exam.outline, name="own", title="Own set", owner=author)
    blueprints.write(author, over_mls(exam), sets=[own], open_to_sit=True)
    client.force_login(author)
    assert "others get no paper from “Own set”" in client.get(reverse("exams:blueprint", args=["OWN"])).content.decode()


def test_an_exam_nobody_sat_is_taken_away(client, author):
    blueprints.write(author, PHYSICS)
    client.force_login(author)
    assert client.post(reverse("exams:blueprint_removal", args=["PHYSICS-1"])).status_code == 302
    assert not Blueprint.objects.filter(owner=author).exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "must consist of the blocks"),
        (b"\xff\xfe\x00", "cannot be read as YAML"),
        (b"a: &a [1]\nb: *a", "an alias"),
        (b"[" * 5000, "nested too deeply"),
        (b"a" * 300_000, "larger than 200 kB"),
        (b"outline: !!python/object/apply:os.system [ls]", "cannot be read as YAML"),
        (b"outline: {}\nblueprint: {}", "the outline has no “code”"),
        (yaml.safe_dump(physics(title="a\0b")).encode(), "“title” of the blueprint must be one line"),
        (yaml.safe_dump(physics(minutes="40")).encode(), "“minutes” of the blueprint must be a whole number"),
        (yaml.safe_dump(physics(ranges={"1": [1, 2], "2": [1, 2]})).encode(), "either “weights” or “ranges”"),
        (yaml.safe_dump(physics(questions=2**15)).encode(), "must be a whole number up to 32767"),
        (yaml.safe_dump(physics(weights={"1": 70, "9": 30})).encode(), "must name the domains of the outline"),
    ],
)
def test_a_file_that_is_no_exam_is_refused_with_the_reason(client, author, content, reason):
    page = uploaded(client, author, content)
    assert page.status_code == 200
    assert reason in page.content.decode()
    assert not Blueprint.objects.filter(owner=author).exists()


def test_an_exam_is_brought_as_a_file(client, author):
    assert uploaded(client, author, PHYSICS).url == reverse("exams:blueprint", args=["PHYSICS-1"])
    assert client.get(reverse("exams:blueprint", args=["PHYSICS-1"])).status_code == 200
