import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from exams import attempts, blueprints
from exams.models import Blueprint
from questions.models import Question
from tests import factories

pytestmark = pytest.mark.django_db


def drawn(capsys, *arguments: str) -> dict:
    call_command("draw_paper", "MLS-C01", "--json", *arguments)
    return json.loads(capsys.readouterr().out)


def test_the_exam_has_13_16_23_13_questions_of_which_10_12_18_10_are_scored(exam):
    assert [(quota.total, quota.scored) for quota in exam.quotas()] == [(13, 10), (16, 12), (23, 18), (13, 10)]


def test_a_question_has_2_minutes_and_46_seconds(exam):
    assert divmod(exam.seconds_a_question, 60) == (2, 46)


def test_an_exam_is_retired_after_its_last_day(exam):
    assert [exam.is_retired(date(2026, *day)) for day in ((3, 31), (4, 1))] == [False, True]


@pytest.mark.parametrize(
    "facts",
    [
        {"scored": 66},
        {"weights": {}},
        {"weights": {"1": 0, "2": 24, "3": 36, "4": 40}},
        {"weights": {"1": 20, "2": 24, "3": 36, "9": 20}},
        {"pass_scaled": 50},
        {"single_options": 3},
        {"single_options": [5, 4]},
        {"multiple_options": [True, 6]},
        {"multiple_share": [0.5, 1.5]},
        {"minutes": 1},
    ],
)
def test_a_blueprint_without_a_solution_is_refused(exam: Blueprint, facts):
    for name, value in facts.items():
        setattr(exam, name, value)
    with pytest.raises(ValidationError):
        exam.full_clean()


@pytest.mark.parametrize("fact", [{"pass_scaled": 700}, {"minutes": 170}, {"scale_max": 900}, {"scored": 60}])
def test_what_reports_read_cannot_change_once_the_exam_was_sat(exam, fact):
    exam.title = "Another title"
    attempts.start(factories.person(), exam)
    exam.full_clean()
    with pytest.raises(ValidationError, match="give the changed exam a code of its own"):
        blueprints.store({"code": exam.code, **fact})


def test_a_drawn_paper_is_printed_as_json(exam, capsys):
    paper = drawn(capsys, "--seed", "7")
    assert (paper["blueprint"], paper["seed"], len(paper["questions"])) == ("MLS-C01", 7, 65)
    assert set(paper["questions"][0]) == {"id", "domain", "objective", "kind", "scored"}
    assert sum(question["scored"] for question in paper["questions"]) == 50
    assert len({question["id"] for question in paper["questions"]}) == 65


def test_the_same_seed_draws_the_same_paper(exam, capsys):
    assert drawn(capsys, "--seed", "7") == drawn(capsys, "--seed", "7")
    assert drawn(capsys, "--seed", "7")["questions"] != drawn(capsys, "--seed", "8")["questions"]


def test_a_drawn_paper_is_printed_as_a_table(exam, capsys):
    call_command("draw_paper", "MLS-C01")
    assert len(capsys.readouterr().out.splitlines()) == 67


def test_an_unknown_blueprint_is_a_clear_error(exam):
    with pytest.raises(CommandError, match="Known: MLA-C01, MLS-C01"):
        call_command("draw_paper", "XYZ")


def test_a_bank_that_is_too_small_says_what_is_missing(exam):
    exam.questions, exam.scored = 200, 150
    exam.save()
    with pytest.raises(CommandError, match="Data Engineering has 13 of the 40 questions"):
        call_command("draw_paper", "MLS-C01")


def test_questions_on_trial_stand_in_unscored_places_first(exam, capsys):
    some = [Question.objects.filter(objective__domain__code=domain).values_list("pk", flat=True)[:3] for domain in "13"]
    trial = {pk for pks in some for pk in pks}
    Question.objects.filter(pk__in=trial).update(on_trial=True)
    paper = drawn(capsys)["questions"]
    assert sum(question["id"] in trial for question in paper) == len(trial)
    assert not any(question["scored"] for question in paper if question["id"] in trial)


def test_a_bank_with_too_much_on_trial_says_so(exam):
    Question.objects.filter(objective__domain__code="1").update(on_trial=True)
    with pytest.raises(CommandError, match="has 3 of the 13 questions that the paper needs; 9 more are on trial"):
        call_command("draw_paper", "MLS-C01")
