"""Takes the pictures of docs/images again: somebody brings questions, and a candidate sits the exam."""

import os
import random
import tempfile
from pathlib import Path

import django
from playwright.sync_api import Page, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.conf import settings  # noqa: E402

from tests import chromium, stack  # noqa: E402
from tests.bank_archive import packed  # noqa: E402
from tests.journeys import sat_together  # noqa: E402
from tests.journeys.candidate import Candidate  # noqa: E402
from tests.journeys.conftest import FLAGS, NARROW, WIDE  # noqa: E402
from tests.stack import Stack  # noqa: E402

IMAGES = settings.BASE_DIR / "docs" / "images"
REACHED_BETWEEN = (36, 48)
SHARE_RIGHT = 0.6
SET = "Machine learning on AWS"
MISTAKEN = "game-log-cluster-bill"
BROUGHT = """\
# Tabular features

A bank trains gradient boosted trees on 40 numeric columns. Training error is close to zero, and the error on new loans
is three times as large. Which change will MOST LIKELY make the error on new loans smaller?

- [x] Make the trees less deep, and demand more rows in each leaf.
  > Shallow trees with full leaves learn less of what is peculiar to single loans.
- [ ] Train until the training error is zero.
  > That fits the noise of the loans at hand even more closely.
- [ ] Scale every column to a mean of zero.
  > Trees split by order, which scaling leaves as it is.
- [ ] Add the number of the loan as a column.
  > A number that is unique to each row invites the trees to learn rows by heart.

# Streams

Sensors send 2,000 readings a second. Which services take them in and keep them in order per sensor? (Choose TWO.)

- [x] Amazon Kinesis Data Streams, with the sensor as partition key
- [x] Amazon Managed Streaming for Apache Kafka, with the sensor as key
- [ ] All of the above
- [ ] Amazon S3 with a prefix per sensor
"""


def main() -> None:
    """Write the pictures; every run shows the same kind of candidate, not the same paper."""
    IMAGES.mkdir(exist_ok=True)
    redis_url = os.environ["REDIS_URL"].replace("db=9", "db=7")
    with (
        tempfile.TemporaryDirectory() as folder,
        stack.running(Path(folder), redis_url=redis_url) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=FLAGS)
        page = browser.new_context(base_url=site.url, viewport=WIDE, color_scheme="light").new_page()
        candidate = Candidate(page, site)
        candidate.sign_up()
        picture_upload(page, site)
        picture_set(page, site, candidate.email)
        picture_statistics(page, site)
        picture_board(page, site, candidate)
        picture_debrief(page, site, candidate)
        picture_all(candidate)
        browser.close()


def picture_upload(page: Page, site: Stack) -> None:
    """Questions that somebody brings, before they are stored."""
    page.goto("/uploads/")
    page.get_by_label("Drop files here").set_input_files(
        {"name": "week-3.md", "mimeType": "text/markdown", "buffer": BROUGHT.encode()}
    )
    page.get_by_label("Title of the new set").fill("Week 3: trees and streams")
    page.get_by_role("button", name="Read these").click()
    site.wait_until("SELECT 1 FROM questions_upload WHERE compared_at IS NOT NULL")
    page.set_viewport_size({**WIDE, "height": 1240})
    page.reload()
    page.evaluate("document.getElementById('questions').scrollIntoView()")
    take(page, "upload-preview")
    page.set_viewport_size(WIDE)


def picture_set(page: Page, site: Stack, author: str) -> None:
    """A set of all bundled questions, and an exam that is drawn from it."""
    aim = ("--set", SET, "--outline", "MLS-C01", "--owner", author, "--licence", "MIT")
    site.manage("import_questions", str(packed(site.folder)), *aim)
    page.goto("/sets/")
    page.get_by_role("link", name=SET).click()
    page.get_by_text("without overlap").first.wait_for()
    take(page, "set")
    page.goto("/blueprints/")
    page.locator("main").get_by_role("link", name="MLS-C01").click()
    page.get_by_label("Code", exact=True).first.fill("ML-SHORT")
    page.get_by_label("Title").first.fill("A short mock for a lunch break")
    page.set_viewport_size({**WIDE, "height": 1300})
    take(page, "blueprint")
    page.set_viewport_size(WIDE)


def picture_statistics(page: Page, site: Stack) -> None:
    """What a crowd's answers say about the set, one question of which has a mistaken key."""
    site.manage("shell", "-c", f"from tests import crowd; crowd.sit({SET!r}, people=240, mistaken=[{MISTAKEN!r}])")
    page.goto("/sets/")
    page.get_by_role("link", name=SET).click()
    page.get_by_role("link", name="Statistics", exact=True).click()
    page.set_viewport_size({**WIDE, "height": 1500})
    take(page, "statistics")
    page.set_viewport_size(WIDE)


def picture_board(page: Page, site: Stack, instructor: Candidate) -> None:
    """A sitting under way, with one of each kind of people."""
    sitting = sat_together.schedule_busy(site, instructor)
    page.goto(f"/sittings/{sitting}/live")
    page.set_viewport_size({**WIDE, "height": 1240})
    take(page, "live-board")
    page.set_viewport_size(WIDE)


def picture_debrief(page: Page, site: Stack, instructor: Candidate) -> None:
    """What a group makes of a mock that all have sat."""
    sitting, group = sat_together.debrief(site, instructor)
    page.goto(f"/sittings/{sitting}/debrief")
    page.set_viewport_size({**WIDE, "height": 1240})
    page.evaluate("document.getElementById('map-2').scrollIntoView()")
    take(page, "debrief")
    page.goto(f"/groups/{group}/leaderboard")
    take(page, "leaderboard")
    page.set_viewport_size(WIDE)


def picture_all(candidate: Candidate) -> None:
    """One exam, from its start page to its explanations."""
    page, dice = candidate.page, random.Random(7)
    page.goto("/exams/MLS-C01/")
    page.set_viewport_size({**WIDE, "height": 1040})
    take(page, "start")
    page.set_viewport_size(WIDE)
    candidate.start()
    reached = shortest(candidate)
    for position in range(1, reached):
        answer(candidate, position, dice)
        candidate.next()
    candidate.flag()
    candidate.question(reached).locator("button.strike").nth(1).click()
    candidate.choose(reached, 0)
    candidate.let_time_pass(104)
    page.reload()
    candidate.expect_saved()
    take(page, "room")
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="dark")
    take(page, "room-narrow-dark")
    page.set_viewport_size(WIDE)
    page.emulate_media(color_scheme="light")
    candidate.review()
    take(page, "review")
    candidate.go_to(reached)
    for position in range(reached, 66):
        answer(candidate, position, dice)
        candidate.next()
    spend_time(candidate.site, candidate.attempt, dice)
    candidate.end()
    page.get_by_text("Data Engineering").first.wait_for()
    take(page, "report")
    page.goto(f"/attempts/{candidate.attempt}/explanations?show=wrong")
    page.locator("article").first.scroll_into_view_if_needed()
    take(page, "explanations")


def shortest(candidate: Candidate) -> int:
    """The position in the middle of the paper whose question fits best into a picture."""
    lengths = {position: len(candidate.question(position).inner_html()) for position in range(*REACHED_BETWEEN)}
    return min(lengths, key=lengths.__getitem__)


def answer(candidate: Candidate, position: int, dice: random.Random) -> None:
    """Answer as somebody who knows most of it, and flag what was hard."""
    count = candidate.question(position).locator("label").count()
    key = candidate.key(position)
    known = dice.random() < SHARE_RIGHT
    chosen = key if known else dice.sample(range(count), len(key))
    for option in chosen:
        if not candidate.option(position, option).is_checked():
            candidate.choose(position, option)
    if not known and dice.random() < 0.5:
        candidate.flag()


def spend_time(site: Stack, attempt: int, dice: random.Random) -> None:
    """A picture of a report needs times of a real sitting, and nobody waits three hours for it."""
    for position in range(1, 66):
        site.query(
            "UPDATE exams_response SET seconds = %s WHERE attempt_id = %s AND position = %s",
            int(dice.lognormvariate(4.8, 0.5)), attempt, position,
        )  # fmt: skip


def take(page: Page, name: str) -> None:
    """Take what is in sight."""
    page.wait_for_timeout(400)
    page.screenshot(path=IMAGES / f"{name}.png")


if __name__ == "__main__":
    main()
