"""An instructor's files, from the desk to a set: in a browser, before a real worker."""

import re
import signal
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bench.uploads import written
from tests.journeys.candidate import Candidate
from tests.journeys.conftest import NARROW, WIDE
from tests.journeys.test_accessibility import violations
from tests.questions.hostile import moodle
from tests.questions.test_upload_pages import TABLE
from tests.questions.uploads.test_uploads import AIKEN

pytestmark = pytest.mark.journey

PASTED = """\
Which store answers in a millisecond, however many clients ask for the same few keys at the same time?
A. A cache in memory
B. A tape
ANSWER: A
"""
DROP = """([name, text]) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([text], name));
  for (const kind of ["dragover", "drop"]) {
    document.querySelector("h1").dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
  }
}"""
IS_READ = "SELECT 1 FROM questions_upload WHERE title = %s AND read_at IS NOT NULL"
LOSE = "UPDATE questions_upload SET created_at = created_at - interval '3 minutes' WHERE title = %s"
TOO_WIDE = "() => document.documentElement.scrollWidth > innerWidth ? [`${location} is too wide`] : []"
TWO_MINUTES_LATER = """
from questions.models import Upload
from questions.tasks import sweep
from questions.uploads import progress
progress.forget(Upload.objects.get(title="A large bank").pk)
sweep.delay()
"""
MANY = 4000


class Instructor(Candidate):
    """Somebody who brings questions."""

    def begin_upload(self) -> None:
        self.page.goto("/sets/")
        self.page.get_by_role("link", name="Upload questions").click()
        expect(self.page.get_by_role("heading", name="Upload questions")).to_be_visible()

    def drop(self, name: str, content: bytes) -> None:
        expect(self.page.get_by_role("heading", name="Upload questions")).to_be_visible()
        # The scripts of the page have run by then; before that, nobody takes what is dropped.
        self.page.wait_for_load_state("load")
        self.page.evaluate(DROP, [name, content.decode()])

    def choose_file(self, name: str, content: bytes) -> None:
        self.page.get_by_label("Drop files here").set_input_files(
            {"name": name, "mimeType": "text/plain", "buffer": content}
        )

    def read(self, title: str = "") -> None:
        if title:
            self.page.get_by_label("Title of the new set").fill(title)
        self.page.get_by_label("Exam", exact=True).select_option(
            label="MLS-C01 AWS Certified Machine Learning - Specialty"
        )
        self.page.get_by_role("button", name="Read these").click()

    def expect_questions(self, count: int) -> None:
        expect(self.page.get_by_role("link", name=f"All {count}")).to_be_visible()


@pytest.fixture
def instructor(page: Page, site) -> Instructor:
    somebody = Instructor(page, site)
    somebody.sign_up()
    return somebody


def test_files_and_text_become_a_set_and_the_same_file_again_changes_nothing(instructor: Instructor, page: Page):
    instructor.begin_upload()
    instructor.drop("bank.txt", AIKEN)
    instructor.choose_file("quiz.xml", moodle("Which of these falls, when the first cold night of a year comes?"))
    instructor.choose_file("mistake.txt", b"no question")
    page.get_by_role("button", name="Take out mistake.txt").click()
    expect(page.get_by_role("list", name="Chosen files").get_by_role("listitem")).to_have_text(
        [re.compile("^bank.txt"), re.compile("^quiz.xml")]
    )
    page.get_by_label("Or paste questions").fill(PASTED)
    instructor.read("Weekly quiz")
    instructor.expect_questions(4)
    cards = page.locator("article.staged")
    expect(cards.first.locator(".is-right")).to_contain_text("An object store")
    expect(cards.nth(2)).to_contain_text("quiz.xml")

    page.get_by_label("All on this page").check()
    expect(cards.get_by_role("checkbox", checked=True)).to_have_count(4)
    page.locator("#bulk-objective").select_option(label="3.4 Perform hyperparameter optimization")
    page.get_by_role("button", name="Apply to the chosen ones").click()
    for card in cards.all():
        expect(card.get_by_label("Task statement").locator("option:checked")).to_contain_text("3.4")
    expect(page.get_by_text("Suggested because of")).to_have_count(0)
    cards.nth(3).get_by_label("Decision").select_option(label="Leave out")
    expect(cards.nth(3).get_by_text("Left out")).to_be_visible()
    expect(page.locator("#chosen")).to_have_text("3 questions will be stored.")

    page.get_by_label("I wrote these questions").check()
    page.get_by_role("button", name="Store the chosen questions").click()
    page.wait_for_url(re.compile(r"/sets/\d+/$"))
    expect(page.get_by_role("heading", name="Weekly quiz")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("3 questions")

    page.get_by_role("link", name="Upload more").click()
    instructor.drop("bank.txt", AIKEN)
    instructor.read()
    expect(page.get_by_text("Every question of this upload is in the bank already")).to_be_visible()
    expect(page.get_by_role("button", name="Store the chosen questions")).to_be_disabled()
    page.get_by_role("button", name="Throw this upload away").click()
    expect(page.get_by_text("The upload is thrown away.")).to_be_visible()
    assert instructor.site.query(
        "SELECT count(*) FROM questions_question q JOIN questions_questionset s ON s.id = q.question_set_id "
        "JOIN people_user u ON u.id = s.owner_id WHERE u.email = %s",
        instructor.email,
    ) == [(3,)]


def test_on_a_phone_a_table_is_explained_a_failure_said_and_no_page_has_a_barrier(
    new_context: Callable[..., BrowserContext], site
):
    page = new_context(viewport=NARROW, bypass_csp=True).new_page()
    instructor = Instructor(page, site)
    instructor.sign_up()
    found = []

    def look() -> None:
        for size, scheme in ((NARROW, "dark"), (WIDE, "light"), (WIDE, "dark"), (NARROW, "light")):
            page.set_viewport_size(size)
            page.emulate_media(color_scheme=scheme)
            # Buttons take a moment to change their colours.
            page.wait_for_timeout(200)
            found.extend(violations(page))
            found.extend(page.evaluate(TOO_WIDE))

    instructor.begin_upload()
    instructor.choose_file("fragen.csv", TABLE)
    look()
    instructor.read()
    page.get_by_role("link", name="Columns").click()
    for column, role in {"A": "Question", "B": "Option", "C": "Option", "D": "Option", "E": "Right answer"}.items():
        page.get_by_label(f"Column {column}").select_option(label=role)
    page.get_by_label("Right answers are written as").select_option(label="Numbers from 1")
    expect(page.locator("#would-be-read")).to_contain_text("2 questions")
    look()
    page.get_by_role("button", name="Read it like this").click()
    instructor.expect_questions(2)
    look()

    site.stop("worker")
    instructor.begin_upload()
    instructor.choose_file("bank.txt", AIKEN)
    instructor.read("Waiting")
    expect(page.get_by_label("Waiting for a worker")).to_be_visible()
    look()
    site.query(
        "UPDATE questions_upload SET failed_at = now(), failure = 'This took too long.' WHERE title = %s", "Waiting"
    )
    expect(page.get_by_role("heading", name="That did not work")).to_be_visible()
    look()
    site.start_worker()
    assert found == [], "\n".join(found)


def test_an_upload_outlives_its_worker_and_its_browser(instructor: Instructor, page: Page, new_context):
    instructor.begin_upload()
    instructor.choose_file("bank.txt", written("aiken", MANY))
    instructor.read("A large bank")
    bar = page.get_by_role("progressbar")
    expect(page.get_by_text(re.compile(r"Step 1 of 2: Checking question [\d,]+ of 4,000"))).to_be_visible()
    assert 20 <= int(bar.get_attribute("value")) < 100
    instructor.site.stop("worker", signal.SIGKILL)
    assert instructor.site.query(IS_READ, "A large bank") == []
    page.context.close()

    instructor.site.start_worker()
    instructor.site.query(LOSE, "A large bank")
    instructor.site.manage("shell", "-c", TWO_MINUTES_LATER)
    instructor.page = new_context().new_page()
    instructor.log_in()
    instructor.page.goto("/sets/")
    instructor.page.get_by_role("link", name="A large bank").click()
    instructor.expect_questions(MANY)
    instructor.site.wait_until(f"{IS_READ} AND compared_at IS NOT NULL", "A large bank")
