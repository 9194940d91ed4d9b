"""What a candidate does in a browser, in a candidate's words."""

import itertools
import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.factories import PASSWORD
from tests.patience import eventually
from tests.stack import Stack

_numbers = itertools.count(1)
IS_KEPT = """async () => {
  const { active } = await navigator.serviceWorker.ready;
  const kept = (url) => caches.match(url, { ignoreVary: true });
  return Boolean(active && (await kept(location.pathname)) && (await kept(`${location.pathname}state`)));
}"""


class Candidate:
    """Somebody at a browser."""

    def __init__(self, page: Page, site: Stack) -> None:
        self.page = page
        self.site = site
        self.email = f"candidate{next(_numbers)}@example.org"

    def sign_up(self) -> None:
        self.page.goto("/accounts/signup/")
        self.page.get_by_label("E-mail").fill(self.email)
        self.page.get_by_label("Password", exact=True).fill(PASSWORD)
        self.page.get_by_role("button", name="Sign up").click()
        expect(self.page.get_by_role("button", name="Log out")).to_be_visible()

    def log_out(self) -> None:
        self.page.get_by_role("button", name="Log out").click()
        expect(self.page.get_by_role("link", name="Log in").first).to_be_visible()

    def log_in(self, page: Page | None = None) -> None:
        page = page or self.page
        page.goto("/accounts/login/")
        page.get_by_label("E-mail").fill(self.email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Log in", exact=True).click()
        expect(page.get_by_role("button", name="Log out")).to_be_visible()

    def start(self) -> None:
        self.page.goto("/exams/MLS-C01/")
        self.page.get_by_role("button", name="Start exam").click()
        expect(self.heading(1)).to_be_visible()

    def start_afresh(self) -> None:
        self.sign_up()
        self.start()

    @property
    def attempt(self) -> int:
        return int(re.search(r"/attempts/(\d+)", self.page.url)[1])

    def question(self, position: int) -> Locator:
        return self.page.locator(f"article[data-position='{position}']")

    def heading(self, position: int) -> Locator:
        return self.question(position).get_by_role("heading", name=f"Question {position} of 65")

    def option(self, position: int, option: int) -> Locator:
        return self.question(position).locator(f"input[value='{option}']")

    def choose(self, position: int, *options: int) -> None:
        for option in options:
            self.question(position).locator("label").nth(option).click()

    def how_many(self, position: int) -> int:
        """How many options the present question asks for, as its page says."""
        words = self.question(position).locator("legend").inner_text()
        return next(number for word, number in {"one": 1, "TWO": 2, "THREE": 3, "FOUR": 4}.items() if word in words)

    def answer(self, position: int, *, unlike: tuple[int, ...] | None = None) -> None:
        """Choose the first options that are enough; others where these would be what the answer shall not be."""
        options = range(self.question(position).locator("label").count())
        choices = itertools.combinations(options, self.how_many(position))
        self.choose(position, *next(choice for choice in choices if choice != unlike))

    def go_to(self, position: int) -> None:
        self.page.evaluate(f"location.hash = '#{position}'")
        expect(self.heading(position)).to_be_visible()

    def next(self) -> None:
        self.page.locator("button[data-move=next]").click()

    def flag(self) -> None:
        self.page.locator("[data-flag-question]").click()

    def review(self) -> None:
        self.page.locator("[data-open-review]").first.click()
        expect(self.page.locator("#review-screen")).to_be_visible()

    def end(self) -> None:
        if self.page.locator("#review-screen").is_hidden():
            self.review()
        self.page.locator("[data-end-exam]").click()
        self.page.locator("[data-end]").click()
        self.page.wait_for_url("**/report")

    def expect_saved(self) -> None:
        expect(self.page.locator("[data-save-sign]")).to_have_attribute("data-save-sign", "saved")

    def expect_room_kept(self) -> None:
        """The room can be loaded again without network."""
        assert eventually(lambda: self.page.evaluate(IS_KEPT))

    def stored(self, *positions: int) -> list[tuple[Any, ...]]:
        """What the server holds: position, chosen, flagged, struck."""
        return self.site.query(
            "SELECT position, chosen, flagged, struck FROM exams_response "
            "WHERE attempt_id = %s AND position = ANY(%s) ORDER BY position",
            self.attempt,
            list(positions),
        )

    def key(self, position: int) -> tuple[int, ...]:
        """The right options, as the paper numbers them; no candidate knows them."""
        [(order, key)] = self.site.query(
            "SELECT r.option_order, q.key FROM exams_response r JOIN questions_revision q ON q.id = r.revision_id "
            "WHERE r.attempt_id = %s AND r.position = %s",
            self.attempt,
            position,
        )
        return tuple(sorted(order.index(option) for option in key))

    def let_time_pass(self, minutes: float, attempt: int | None = None) -> None:
        """The attempt began that much earlier."""
        self.site.query(
            "UPDATE exams_attempt SET started_at = started_at - make_interval(secs => %s), "
            "deadline = deadline - make_interval(secs => %s) WHERE id = %s",
            minutes * 60, minutes * 60, attempt or self.attempt,
        )  # fmt: skip

    def let_time_run_out(self) -> None:
        """The deadline is this very moment."""
        self.let_time_pass(self.seconds_left() / 60)

    def seconds_left(self) -> float:
        """By the server's clock."""
        [(seconds,)] = self.site.query(
            "SELECT extract(epoch FROM deadline - clock_timestamp())::float FROM exams_attempt WHERE id = %s",
            self.attempt,
        )
        return seconds


def wake(page: Page) -> None:
    """What a room notices when its laptop wakes up."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
