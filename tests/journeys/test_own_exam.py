"""An instructor's afternoon: questions from a file, an exam over them, and a first sitting."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.candidate import Candidate

pytestmark = pytest.mark.journey

QUESTIONS = "\n\n".join(
    f"""$CATEGORY: {domain}

::{title}:: {stem}? {{
={key}#Right, since it {key.lower()}s.
~{wrong}#Wrong, since that is for another craft.
~Sing#Wrong, since nobody asked for music.
~Wait#Wrong, since nothing happens by itself.
}}"""
    for domain, title, stem, key, wrong in [
        ("1.1 Make dough", "Dough", "What does a baker do with flour and water on the first morning", "Knead", "Saw"),
        ("1.1 Make dough", "Rise", "What must be done with the dough over a whole warm night", "Rest", "Nail"),
        ("2.1 Heat the oven", "Oven", "What does the oven do with the loaves at two hundred degrees", "Bake", "Freeze"),
        ("2.1 Heat the oven", "Crust", "What gives a loaf of rye its dark and crackling crust", "Steam", "Paint"),
    ]
)
EXAM = """\
outline:
  code: BREAD-1
  title: Bread for beginners
  domains:
    - code: "1"
      title: Dough
      objectives: {"1.1": Make dough}
    - code: "2"
      title: Fire
      objectives: {"2.1": Heat the oven}
blueprint:
  code: BREAD-1
  title: Bread for beginners
  weights: {"1": 50, "2": 50}
  questions: 4
  scored: 2
  minutes: 10
  scale_min: 0
  scale_max: 100
  single_options: [4, 4]
  multiple_share: [0, 0]
"""


def test_an_instructor_brings_questions_makes_an_exam_and_sits_it(candidate: Candidate, page: Page):
    candidate.sign_up()
    page.get_by_role("link", name="My exams").click()
    page.get_by_role("link", name="Upload a text file").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "exam.yaml", "mimeType": "text/plain", "buffer": EXAM.encode()}
    )
    page.locator("main form button").last.click()
    expect(page.get_by_role("heading", name="Bread for beginners")).to_be_visible()

    page.goto("/uploads/")
    page.get_by_label("Or paste questions").fill(QUESTIONS)
    page.get_by_label("Title of the new set").fill("Bread")
    page.get_by_label("Exam", exact=True).select_option(label="BREAD-1 Bread for beginners")
    page.get_by_role("button", name="Read these").click()
    expect(page.locator("#staged-4")).to_be_visible()
    expect(page.locator("#objective-3 option:checked")).to_have_text("2.1 Heat the oven")
    page.get_by_label("I wrote these questions").check()
    page.get_by_role("button", name="Store the chosen questions").click()
    page.wait_for_url("**/sets/*/")
    expect(page.get_by_text("1 full exam without overlap")).to_be_visible()

    page.goto("/exams/BREAD-1/")
    page.get_by_role("button", name="Start exam").click()
    for position in range(1, 5):
        question = candidate.question(position)
        page.evaluate(f"location.hash = '#{position}'")
        expect(question).to_be_visible()
        question.locator("label").filter(has_text=re.compile("Knead|Rest|Bake|Steam")).click()
    candidate.expect_saved()
    candidate.end()
    expect(page.locator("main")).to_contain_text("Estimate 100, band 34 to 100, on a scale from 0 to 100.")
    page.get_by_role("link", name="Explanations").first.click()
    expect(page.locator("main")).to_contain_text("Wrong, since that is for another craft.")
