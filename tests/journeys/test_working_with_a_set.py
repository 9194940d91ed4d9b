"""An author looks for a question of a set, changes it beside its preview, and takes the set away."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.candidate import Candidate
from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.test_accessibility import violations

pytestmark = pytest.mark.journey
QUESTIONS = """\
Weeks of rain turn the leaves of maize yellow. Which nutrient is it that compost evens out again in such a field?
A. Nitrogen from compost
B. Calcium from chalk
C. Iron from filings
ANSWER: A

An orchard gave many small apples last year and none this year. Which step evens out the harvests to come?
A. Thinning in June
B. Pruning in May
C. Feeding in July
ANSWER: A
"""


@pytest.fixture(params=[(WIDE, "light"), (NARROW, "dark")], ids=["1280 light", "390 dark"])
def page(request, new_context) -> Page:
    viewport, scheme = request.param
    return new_context(viewport=viewport, color_scheme=scheme, bypass_csp=True).new_page()


@pytest.fixture
def author(candidate: Candidate, tmp_path: Path) -> Candidate:
    """Somebody with a set of two questions."""
    candidate.sign_up()
    title = f"Plants of {candidate.email}"
    # The same questions a second time would be left out.
    (tmp_path / "plants.txt").write_text(QUESTIONS.replace("evens out", f"evens out for {candidate.email}"))
    candidate.site.manage("import_questions", str(tmp_path), "--set", title, "--outline", "MLS-C01")
    candidate.site.query(
        "UPDATE questions_questionset SET owner_id = (SELECT id FROM people_user WHERE email = %s) WHERE title = %s",
        candidate.email,
        title,
    )
    candidate.page.goto("/sets/")
    candidate.page.get_by_role("link", name=title).click()
    # Who leaves while parts of a page are loading breaks their requests off, and htmx says so.
    candidate.page.wait_for_load_state("networkidle")
    return candidate


@pytest.fixture
def form(author: Candidate) -> Page:
    """The form of a question."""
    author.page.get_by_role("link", name="an-orchard-gave").click()
    author.page.get_by_role("link", name="Edit").click()
    return author.page


def test_a_search_narrows_the_list_as_it_is_typed_and_the_back_button_undoes_it(author: Candidate):
    page = author.page
    count = page.get_by_role("status")
    expect(count).to_have_text("2 questions")
    page.get_by_label("Search").press_sequentially("orchard")
    expect(count).to_have_text("1 question")
    assert "text=orchard" in page.url
    page.go_back()
    expect(count).to_have_text("2 questions")


def test_the_preview_follows_what_is_typed_and_stays_in_sight(form: Page):
    preview = form.locator("#preview")
    form.get_by_label("Stem").fill("Which of *these* steps evens out the harvests of an orchard in the years to come?")
    expect(preview.locator("em")).to_have_text("these")
    form.get_by_label("Option 2 is right").check()
    expect(preview.locator(".is-right")).to_have_count(2)
    form.get_by_label("Option 1 is right").uncheck()
    expect(preview.locator(".is-right")).to_have_count(1)
    expect(preview.locator(".is-right")).to_contain_text("Pruning in May")
    form.get_by_label("Option 2 is right").uncheck()
    expect(preview.get_by_text("has no right option")).to_be_visible()
    if form.viewport_size == WIDE:
        form.get_by_label("Waivers").scroll_into_view_if_needed()
        expect(preview.locator(".stem")).to_be_in_viewport()


def test_a_new_question_has_a_preview_from_its_first_word_on(author: Candidate):
    page = author.page
    page.get_by_role("link", name="Write a question").click()
    page.get_by_label("Stem").fill("Which of *these* plants is a fruit tree?")
    expect(page.locator("#preview em")).to_have_text("these")
    page.get_by_label("Text of option 1", exact=True).fill("An apple tree")
    expect(page.locator("#preview li").first).to_contain_text("An apple tree")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Task statement")).to_be_focused()


def test_a_question_is_changed_by_keyboard_alone_and_its_history_tells_it(form: Page):
    form.get_by_label("Title").focus()
    form.keyboard.type("Biennial bearing")
    for _ in range(2):
        form.keyboard.press("Tab")
    form.keyboard.press("Space")
    form.keyboard.press("Tab")
    form.keyboard.press("Control+A")
    form.keyboard.type("Thinning the fruit in June")
    form.get_by_label("Option 1 is right").check()
    form.get_by_label("Title").press("Enter")
    expect(form.get_by_role("heading", level=1, name="Biennial bearing")).to_be_visible()
    expect(form.get_by_text("Saved. Papers that are drawn from now on")).to_be_visible()
    expect(form.locator("details[open] ins").first).to_have_text("Biennial bearing")
    expect(form.locator("details[open] ins").nth(1)).to_contain_text("the fruit")


def test_an_export_tells_what_is_lost_and_is_downloaded(author: Candidate):
    page = author.page
    page.get_by_role("link", name="GIFT").click()
    expect(page.get_by_role("heading", name="What the file cannot hold")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert Path(download.value.path()).read_text().count("{") == 2


def test_no_page_of_a_set_has_a_barrier_or_is_wider_than_the_screen(author: Candidate):
    page = author.page
    here = page.url
    page.get_by_role("link", name="an-orchard-gave").click()
    question = page.url
    found = []
    for url in (
        here,
        f"{here}facts",
        f"{here}findings",
        f"{here}export/xlsx",
        f"{here}new",
        question,
        f"{question}/edit",
    ):
        page.goto(url)
        page.wait_for_load_state("networkidle")
        found += violations(page)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            found.append(f"{url} is wider than the screen")
    assert found == []
