"""No exam is known to the code: what one is stands in its blueprint alone."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from exams import attempts
from exams.models import Blueprint
from questions import bundled
from tests import factories

CODE = {".py", ".html", ".txt", ".js", ".css", ".toml"}
APART = {"tests", "docs", "bank", ".venv", ".data", "vendor", "requirements", "staticfiles"}


def test_no_code_names_an_exam():
    exams = "|".join(re.escape(folder.name) for folder in bundled.folders())
    named = [
        path.relative_to(settings.BASE_DIR).as_posix()
        for path in settings.BASE_DIR.rglob("*")
        if path.suffix in CODE
        and not APART & set(path.relative_to(settings.BASE_DIR).parts)
        and re.search(exams, path.read_text(), re.I)
    ]
    assert named == []


@pytest.mark.django_db
def test_a_second_bundled_exam_has_its_own_numbers():
    exam = Blueprint.objects.get(code="MLA-C01")
    assert [(quota.total, quota.scored) for quota in exam.quotas()] == [(18, 14), (17, 13), (14, 11), (16, 12)]
    assert (exam.questions, exam.scored, exam.minutes, exam.pass_scaled) == (65, 50, 130, 720)
    assert exam.outline.domains.count() == 4


@pytest.mark.django_db
def test_an_exam_without_questions_says_that_no_paper_can_be_drawn_yet(client):
    client.force_login(factories.person())
    assert "No paper can be drawn yet: it has none of the 65 questions" in client.get("/").content.decode()
    page = client.get(reverse("exams:start_page", args=["MLA-C01"])).content.decode()
    assert "No paper can be drawn yet." in page
    assert "Start exam" not in page
    started = client.post(reverse("exams:start", args=["MLA-C01"]), follow=True).content.decode()
    assert "Data Preparation for Machine Learning has 0 of the 18 questions" in started


@pytest.mark.django_db
def test_another_exam_stays_as_it_is_while_one_has_no_questions(client, exam):
    client.force_login(factories.person())
    page = client.get(reverse("exams:start_page", args=[exam.code])).content.decode()
    assert "Start exam" in page
    assert attempts.start(factories.person(), exam).responses.count() == 65
