"""Three rooms of one candidate on a line that loses, doubles and delays: in the end all hold the same answers."""

import random
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.journeys.candidate import Candidate, wake

pytestmark = pytest.mark.journey

EDITS = 60
FATES = ("arrives", "arrives", "lost", "reply lost", "doubled", "straggles")
# At one go, since a reply may bring up another question, or the choice between two answers, at any moment.
GIVE = """([position, option, side]) => {
  const asked = () => document.querySelector("#conflict-dialog[open]");
  while (asked()) asked().querySelector(`[data-keep=${side}]`).click();
  document.querySelectorAll("button.cell")[position - 1].click();
  document.querySelector(`article[data-position="${position}"] input[value="${option}"]`).click();
}"""
# Each edit is told to the tabs beside, and so to us, before anything can happen to it.
OVERHEAR = """
const post = BroadcastChannel.prototype.postMessage;
BroadcastChannel.prototype.postMessage = function (message) {
  if (message.kind === "edited") noteEdit(message.news);
  return post.call(this, message);
};
"""
GIVEN = "SELECT position, counter, device, chosen FROM exams_response WHERE attempt_id = %s AND counter > 0"


class ShakyLine:
    """Carries saves to the server as its dice say, and knows every edit that was made on it."""

    def __init__(self, seed: int) -> None:
        self.is_mended = False
        self.newest: dict[int, tuple[int, str, list[int]]] = {}
        self.befell: set[str] = set()
        self._dice = random.Random(seed)
        self._deck: list[str] = []
        self._stragglers: list[tuple[Page, str, dict[str, str], str]] = []

    def note(self, edit: dict[str, Any]) -> None:
        stamped = (edit["counter"], edit["device"], sorted(edit["chosen"]))
        self.newest[edit["position"]] = max(stamped, self.newest.get(edit["position"], stamped))

    def carry(self, route: Route) -> None:
        request = route.request
        fate = "arrives" if self.is_mended else self._deal()
        if fate == "straggles":
            self._stragglers.append((request.frame.page, request.url, request.headers, request.post_data))
        if fate in {"lost", "straggles"}:
            route.abort()
            return
        reply = route.fetch()
        if fate == "doubled":
            reply = route.fetch()
        if fate == "reply lost":
            route.abort()
        else:
            route.fulfill(response=reply)

    def _deal(self) -> str:
        """Each fate comes in its turn, so that none is missing however few requests there are."""
        if not self._deck:
            self._deck = list(FATES)
            self._dice.shuffle(self._deck)
        self.befell.add(self._deck[-1])
        return self._deck.pop()

    def let_stragglers_in(self) -> None:
        """What was sent long ago arrives now, in any order, and nobody hears the reply."""
        self._dice.shuffle(self._stragglers)
        while self._stragglers:
            page, url, headers, body = self._stragglers.pop()
            assert page.request.post(url, headers=headers, data=body).ok


@pytest.fixture
def service_workers() -> str:
    return "block"


@pytest.fixture
def expected_complaints() -> list[str]:
    return ["net::ERR_FAILED", "Blocked attempt to show a 'beforeunload'"]


def test_whatever_the_line_does_all_rooms_end_with_the_newest_answer_of_each_question(
    candidate: Candidate, page: Page, new_context
):
    line = ShakyLine(seed=20)
    candidate.start_afresh()
    elsewhere = new_context()
    there = Candidate(elsewhere.new_page(), candidate.site)
    candidate.log_in(there.page)
    for context in (page.context, elsewhere):
        context.expose_function("noteEdit", line.note)
        context.add_init_script(OVERHEAR)
        context.route("**/responses", line.carry)
    rooms = [candidate, Candidate(page.context.new_page(), candidate.site), there]
    attempt = candidate.attempt
    for room in rooms:
        room.page.goto(f"/attempts/{attempt}/")
    single = [position for position in range(1, 66) if candidate.how_many(position) == 1][:15]
    give_answers(rooms, single, line, random.Random(20))
    line.is_mended = True
    line.let_stragglers_in()
    until_all_is_saved(rooms)
    stored = {position: tuple(rest) for position, *rest in candidate.site.query(GIVEN, candidate.attempt)}
    assert stored == line.newest
    for context in (page.context, elsewhere):
        context.unroute_all(behavior="wait")
    for room in rooms:
        for position, (_, _, chosen) in stored.items():
            room.go_to(position)
            for option in chosen:
                expect(room.option(position, option)).to_be_checked()
    assert line.befell == set(FATES)


def give_answers(rooms: list[Candidate], positions: list[int], line: ShakyLine, dice: random.Random) -> None:
    """Here and there, some twice in a row, while now and then a room is looked at again, or loaded again."""
    for number in range(EDITS):
        room, other, side = dice.choice(rooms), dice.choice(rooms), dice.choice(["mine", "theirs"])
        position, befalls = dice.choice(positions), dice.random()
        for option in dice.sample(range(4), 2 if befalls < 0.4 else 1):
            room.page.evaluate(GIVE, [position, option, side])
            if befalls < 0.4:
                # The save is under way at once, and the next answer may meet it.
                wake(room.page)
        if befalls > 0.7:
            other.page.reload()
        if number % 10 == 9:
            line.let_stragglers_in()


def until_all_is_saved(rooms: list[Candidate]) -> None:
    """Each room is looked at again, and asked what it does not decide by itself, until none of them has to wait."""
    for _ in range(2):
        for room in rooms:
            wake(room.page)
            while True:
                expect(room.page.locator("[data-save-sign=saved], #conflict-dialog[open]").first).to_be_visible()
                if not settle(room.page, "mine"):
                    break
    for room in rooms:
        room.expect_saved()


def settle(page: Page, side: str) -> bool:
    """Answer the question which of two answers counts, where it is asked."""
    is_asking = page.locator("#conflict-dialog[open]").count() > 0
    if is_asking:
        page.locator(f"#conflict-dialog [data-keep={side}]").click()
    return is_asking
