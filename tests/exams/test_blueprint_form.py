import pytest
from django.urls import reverse

from exams import attempts, blueprints
from exams.models import Blueprint
from questions.models import QuestionSet
from tests import factories

pytestmark = pytest.mark.django_db

TYPED = {
    "code": "PHYSICS-1",
    "title": "Physics",
    "questions": "20",
    "scored": "18",
    "minutes": "40",
    "extra_minutes": "10",
    "scale_min": "0",
    "scale_max": "100",
    "pass_scaled": "",
    "single_least": "3",
    "single_most": "5",
    "multiple_least": "",
    "multiple_most": "",
    "share_least": "0",
    "share_most": "100",
    "domain": ["0", "1"],
    "domain-0-code": "1",
    "domain-0-title": "Mechanics",
    "domain-0-weight": "70",
    "domain-0-statement-code": ["1.1", "", "1.2"],
    "domain-0-statement-title": ["Motion", "", "Force"],
    "domain-1-code": "2",
    "domain-1-title": "Heat",
    "domain-1-weight": "30",
    "domain-1-statement-code": ["2.1"],
    "domain-1-statement-title": ["Temperature"],
}


@pytest.fixture
def author(client):
    person = factories.person()
    client.force_login(person)
    return person


def sent(client, **changes):
    return client.post(reverse("exams:new_blueprint"), {**TYPED, **changes})


def test_an_exam_is_written_with_domains_and_task_statements(client, author):
    assert sent(client).status_code == 302
    made = Blueprint.objects.get(code="PHYSICS-1")
    assert (made.owner, made.open_to_sit, made.weights) == (author, False, {"1": 70, "2": 30})
    assert blueprints.as_facts(made)["outline"]["domains"] == [
        {"code": "1", "title": "Mechanics", "objectives": {"1.1": "Motion", "1.2": "Force"}},
        {"code": "2", "title": "Heat", "objectives": {"2.1": "Temperature"}},
    ]


def test_a_button_adds_a_row_and_keeps_all_that_was_typed(client, author):
    page = sent(client, add="statement-1", title="", scored="").content.decode()
    assert page.count('name="domain-1-statement-code"') == 2
    assert 'value="Mechanics"' in page
    assert "errorlist" not in page
    assert 'name="domain-2-code"' in sent(client, add="domain").content.decode()
    assert not Blueprint.objects.filter(owner=author).exists()


@pytest.mark.parametrize("wish", ["statement-9", "statement-x", "nothing", "statement-99999999999999999999"])
def test_a_wish_for_a_row_that_cannot_be_changes_nothing(client, author, wish):
    page = sent(client, add=wish).content.decode()
    assert (page.count('name="domain"'), page.count('-statement-code"')) == (2, 4)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"scored": "21"}, "cannot have 21 scored"),
        ({"domain-0-weight": ""}, "must name the domains of the outline"),
        ({"domain-0-weight": "many"}, "must give each domain its percent"),
        ({"domain-1-least": "5", "domain-1-most": "6"}, "either “weights” or “ranges”"),
        ({"domain-0-title": ""}, "Give domain 1 a code and a title."),
        ({"domain-0-statement-title": ["Motion", "", ""]}, "Give the task statement “1.2” both"),
        ({"domain-0-statement-code": ["1.1", "", "1.1"]}, "task statement 1.1 is there 2 times"),
        ({"domain-1-code": "1"}, "has the code “1” 2 times"),
        ({"domain": []}, "Give at least one domain."),
        ({"single_least": "", "single_most": ""}, "needs a kind of question"),
        ({"single_most": ""}, "Give both numbers"),
        ({"share_least": "60", "share_most": "50"}, "least and the greatest share"),
        ({"code": "a b"}, "Enter a valid value"),
        ({"code": "MLS-C01"}, "in use with other domains"),
        ({"title": "a\0b"}, "Null characters"),
        ({"domain-0-title": "a\0b"}, "the outline must be a list"),
        ({"sets": ["999999999999"]}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason_and_nothing_typed_is_lost(client, author, changes, reason):
    page = sent(client, **changes)
    assert page.status_code == 200
    assert reason in page.content.decode()
    assert 'value="Temperature"' in page.content.decode() or changes.get("domain") == []
    assert not Blueprint.objects.filter(owner=author).exists()


def test_an_exam_begins_with_an_outline_that_is_there(client, author, exam):
    address = reverse("exams:new_blueprint") + "?outline=MLS-C01"
    page = client.get(address)
    assert [row.code for row in page.context["rows"]] == ["1", "2", "3", "4"]
    typed = {**TYPED, "code": "SHORT", "domain": [], "sets": [QuestionSet.objects.get(name="mls-c01-bundled").pk]}
    for number, row in enumerate(page.context["rows"]):
        name = f"domain-{number}"
        typed["domain"].append(str(number))
        typed |= {f"{name}-code": row.code, f"{name}-title": row.title, f"{name}-weight": "25"}
        typed[f"{name}-statement-code"], typed[f"{name}-statement-title"] = zip(*row.statements, strict=True)
    assert client.post(address, typed).status_code == 302
    made = Blueprint.objects.get(code="SHORT")
    assert (made.outline, made.sets.count()) == (exam.outline, 1)


def test_an_outline_that_is_not_offered_begins_nothing(client, author):
    domain = {"code": "1", "title": "X", "objectives": {"1.1": "X"}}
    facts = {"code": "X", "title": "X", "weights": {"1": 1}, "questions": 1, "scored": 1, "minutes": 1}
    closed = {
        "outline": {"code": "X", "title": "X", "domains": [domain]},
        "blueprint": facts | {"single_options": [4, 4]},
    }
    blueprints.write(factories.person(), closed)
    assert client.get(reverse("exams:new_blueprint") + "?outline=X").status_code == 404


def test_a_change_begins_with_what_is_there_and_keeps_what_the_form_does_not_ask(client, author, exam):
    facts = blueprints.as_facts(exam)
    facts["blueprint"] |= {"code": "OWN"}
    made = blueprints.write(author, facts)
    address = reverse("exams:edit_blueprint", args=["OWN"])
    page = client.get(address)
    form, rows = page.context["form"], page.context["rows"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    typed |= {"title": "Renamed", "domain": [str(number) for number in range(len(rows))]}
    typed.pop("sets"), typed.pop("open_to_sit")
    for number, row in enumerate(rows):
        name = f"domain-{number}"
        typed |= {f"{name}-code": row.code, f"{name}-title": row.title, f"{name}-weight": row.weight}
        typed[f"{name}-statement-code"], typed[f"{name}-statement-title"] = zip(*row.statements, strict=True)
    assert client.post(address, typed).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.source, made.weights) == ("Renamed", exam.source, exam.weights)
    attempts.start(author, made)
    refused = client.post(address, {**typed, "minutes": "10"})
    assert "has been sat, and its reports read minutes" in refused.content.decode()
