"""The leaderboard's page, as members of the group see it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from exams.models import Attempt, Intervention, Sitting, now
from people.models import Membership, StudyGroup
from scoring import entries, ranking, sweeping
from scoring.models import Entry
from tests import factories
from tests.scoring import ranked
from tests.scoring.ranked import Class, intervene, open_results

pytestmark = pytest.mark.django_db

Standings = StudyGroup.Standings
TABS = ["best", "latest", "improvement", "consistency"]


@pytest.fixture
def school() -> Class:
    return ranked.teach()


@pytest.fixture
def ann(school, client):
    """A member who takes part, and who looks."""
    person = school.member("Ann")
    client.force_login(person)
    return person


def address(school: Class, **facts: object) -> str:
    query = "&".join(f"{name}={value}" for name, value in facts.items())
    return f"/groups/{school.group.pk}/leaderboard?{query}"


def shown(client, school: Class, **facts: object):
    reply = client.get(address(school, **facts))
    assert reply.status_code == 200
    return html.fromstring(reply.text)


def words(element) -> str:
    return " ".join(" ".join(element.itertext()).split())


def rows(page) -> list[list[str]]:
    """The table, as a reader takes it: cells in words."""
    return [[words(cell) for cell in row] for row in page.xpath("//tbody/tr")]


def names(page) -> list[str]:
    return [row[1].split()[0] for row in rows(page)]


def own_line(page) -> str:
    return words(page.xpath("//section[contains(@class, 'own-line')]")[0])


def set_to(school: Class, standings: str) -> None:
    StudyGroup.objects.filter(pk=school.group.pk).update(standings=standings)


def week_ago(attempt: Attempt, days: int = 8) -> None:
    ranked.ended(attempt, days)
    entries.enter(attempt)


def test_equal_scores_share_a_rank_and_stand_by_name(client, school, ann):
    school.scored(ann, 8)
    for name, right in {"Zoe": 8, "Ben": 9, "cem": 5}.items():
        school.scored(school.member(name), right)
    found = [(row[0], row[2]) for row in rows(shown(client, school))]
    assert found == [("1", "910"), ("2", "820"), ("2", "820"), ("4", "550")]
    assert names(shown(client, school)) == ["Ben", "Ann", "Zoe", "cem"]
    assert own_line(shown(client, school)).startswith("You, as Ann No. 2 of 4 820")


def test_only_who_takes_part_is_listed_under_the_name_that_they_chose(client, school, ann):
    school.scored(school.member("Ben", pseudonym="Owl"), 9)
    school.scored(school.member("Cem", ranked_since=None), 9)
    school.scored(school.member("Dan", left_at=now()), 9)
    school.scored(factories.person(display_name="Stranger"), 9)
    page = shown(client, school)
    assert names(page) == ["Owl"]
    assert not {"Ben", "Cem", "Dan", "Stranger"} & set(page.text_content().split())


def test_who_does_not_take_part_sees_their_own_line_alone_and_how_to_join_in(client, school):
    ben = school.member("Ben", ranked_since=None)
    school.scored(ben, 7)
    school.scored(school.member("Ann"), 9)
    client.force_login(ben)
    page = shown(client, school)
    assert names(page) == ["Ann"]
    assert own_line(page).startswith("You, seen by yourself alone 730")
    assert "You do not take part" in own_line(page)


def test_ones_own_line_is_in_sight_far_below_the_first_page(client, school, ann, monkeypatch):
    monkeypatch.setattr(ranking, "A_PAGE", 3)
    school.scored(ann, 1)
    for number in range(8):
        school.scored(school.member(f"M{number}"), 9 - (number > 5))
    page = shown(client, school)
    assert names(page) == ["M0", "M1", "M2", "M6", "M7", "Ann"]
    assert own_line(page).startswith("You, as Ann No. 9 of 9 190")


def test_the_latest_sitting_ranks_the_last_one_with_open_results(client, school, ann):
    ben = school.member("Ben")
    for days, right in ((9, 5), (2, 8)):
        sitting = school.opened(title=f"{days} days ago", opens_at=now() - timedelta(days=days))
        school.scored(ann, right, sitting=sitting)
    school.scored(ben, 9, sitting=sitting)
    at_once = school.opened(title="At once", results=Sitting.Results.AT_ONCE)
    school.scored(ben, 10, sitting=at_once)
    page = shown(client, school, tab="latest")
    assert [row[2] for row in rows(page)] == ["910", "820"]
    assert "2 days ago" in page.text_content()


def test_improvement_is_first_to_best(client, school, ann):
    for right in (4, 9, 6):
        school.scored(ann, right, blank=0)
    school.scored(school.member("Once"), 10)
    assert rows(shown(client, school, tab="improvement")) == [["1", "Ann (you) from 460 to 910", "+450"]]


def test_consistency_counts_attempts_of_30_days_and_sittings_attended_that_count_nowhere_too(client, school, ann):
    for days in (31, 29, 1):
        week_ago(school.scored(ann, 6), days)
    ben = school.member("Ben")
    school.scored(ben, 6, sitting=school.opened(), seen=3)
    void = school.scored(ben, 6, sitting=school.opened())
    intervene(void, Intervention.Kind.VOID)
    sweeping.sweep()
    assert rows(shown(client, school, tab="consistency")) == [
        ["1", "Ann (you) 0 sittings attended", "2 mocks"],
        ["2", "Ben 1 sitting attended", "0 mocks"],
    ]


def test_this_week_has_only_what_ended_since_monday(client, school, ann):
    week_ago(school.scored(ann, 9))
    school.scored(ann, 6)
    week_ago(school.scored(school.member("Ben"), 10))
    assert [row[2] for row in rows(shown(client, school, period="week"))] == ["640"]
    assert [row[2] for row in rows(shown(client, school, tab="consistency", period="week"))] == ["1 mock"]
    assert [row[1:] for row in rows(shown(client, school, tab="improvement", period="week"))] == [
        ["Ann (you) from 910 to 910", "0"]
    ]


def test_a_trend_holds_todays_rank_against_last_weeks(client, school, ann):
    week_ago(school.scored(ann, 5))
    school.scored(ann, 9)
    week_ago(school.scored(school.member("Ben"), 7))
    school.scored(school.member("Cem"), 6)
    assert [row[3] for row in rows(shown(client, school))] == [
        "1 up since last week",
        "1 down since last week",
        "new",
    ]


def test_bands_show_names_alone(client, school, ann):
    set_to(school, Standings.BANDS)
    for name, right in {"Zoe": 10, "Ben": 10, "Cem": 1}.items():
        school.scored(school.member(name), right)
    page = shown(client, school)
    bands = [words(band) for band in page.xpath("//*[@class='columns']/section")]
    assert bands == ["Likely to pass Ben Zoe", "Not yet Cem"]
    board = page.xpath("//*[@id='board']")[0].text_content()
    assert not [letter for letter in board if letter.isdigit()]
    assert not page.xpath("//table")


@pytest.mark.parametrize("tab", ["improvement", "consistency"])
def test_what_has_no_band_is_no_tab_of_bands(client, school, ann, tab):
    set_to(school, Standings.BANDS)
    school.scored(ann, 9)
    page = shown(client, school, tab=tab, period="week")
    assert [link.get("id") for link in page.xpath("//a[@aria-current][@hx-get]")] == ["tab-best"]


@pytest.mark.parametrize("tab", TABS)
def test_own_line_only_holds_no_line_of_anybody_else(client, school, ann, tab):
    set_to(school, Standings.OWN)
    sitting = school.opened()
    for _ in range(2):
        school.scored(ann, 6)
    school.scored(ann, 7, sitting=sitting)
    for number in range(6):
        other = school.member(f"Other{number}")
        school.scored(other, 9, sitting=sitting)
        school.scored(other, 10)
    page = shown(client, school, tab=tab)
    text = page.text_content()
    assert "Other" not in text
    assert not rows(page)
    assert "910" not in text
    assert "1000" not in text
    assert "No." not in own_line(page)
    assert own_line(page).startswith("You, as Ann")


@pytest.mark.parametrize("role", [Membership.Role.OWNER, Membership.Role.INSTRUCTOR])
def test_who_teaches_sees_no_more_than_members_do(client, school, ann, role):
    set_to(school, Standings.OWN)
    school.scored(ann, 9)
    teacher = school.owner
    if role == Membership.Role.INSTRUCTOR:
        teacher = factories.person()
        factories.join(school.group, teacher, role)
    client.force_login(teacher)
    page = shown(client, school)
    assert "910" not in page.text_content()
    assert not rows(page)


def test_whoever_left_stays_in_the_figures_of_the_group(client, school, ann):
    people = [ann, *(school.member() for _ in range(4))]
    for person in people:
        school.scored(person, 5)
    school.scored(people[4], 10)

    def figures() -> str:
        return words(shown(client, school).xpath("//dl[contains(@class, 'together')]")[0])

    before = figures()
    assert before == ("people, with those who have left 5 mocks that count 6 mean of the best estimates 640")
    school.group.memberships.filter(person=people[4]).update(left_at=now())
    assert figures() == before
    assert len(rows(shown(client, school))) == 4


def test_figures_of_so_few_that_they_tell_of_each_are_not_shown(client, school, ann):
    for person in [ann, *(school.member() for _ in range(3))]:
        school.scored(person, 5)
    school.scored(school.member(ranked_since=None), 10)
    assert not shown(client, school).xpath("//dl[contains(@class, 'together')]")


@pytest.mark.parametrize("standings", Standings.values)
@pytest.mark.parametrize("tab", TABS)
def test_a_sealed_score_changes_no_byte_of_any_tab(client, school, ann, standings, tab):
    set_to(school, standings)
    people = [ann, *(school.member(f"M{number}") for number in range(5))]
    for person in people:
        school.scored(person, 5, sitting=None)
    school.opened(opens_at=now() - timedelta(days=3))
    sealed = school.sitting()

    def page() -> bytes:
        return html.tostring(shown(client, school, tab=tab).xpath("//main")[0])

    viewers, before = (people[1], ann, school.owner), {}
    for viewer in viewers:
        client.force_login(viewer)
        before[viewer] = page()
    school.scored(people[1], 10, sitting=sealed)
    assert Entry.objects.filter(verdict=Entry.Verdict.SEALED).count() == 1
    for viewer in viewers:
        client.force_login(viewer)
        assert page() == before[viewer]


def test_what_was_sealed_appears_when_the_results_open(client, school, ann):
    sealed = school.sitting(opens_at=now() - timedelta(hours=2))
    school.scored(ann, 9, sitting=sealed)
    assert not rows(shown(client, school, tab="latest"))
    open_results(sealed)
    sweeping.sweep()
    assert [row[2] for row in rows(shown(client, school, tab="latest"))] == ["910"]


def test_nobody_but_members_finds_the_page(client, school, ann):
    for person in (factories.person(), school.member(left_at=now())):
        client.force_login(person)
        assert client.get(address(school)).status_code == 404
    client.logout()
    assert "/accounts/login/" in client.get(address(school))["Location"]


def test_no_time_and_no_accommodation_of_anybody_is_shown(client, school, ann):
    attempt = school.scored(school.member("Ben"), 9)
    attempt.adjustments.create(seconds=1800, reason="extra time", made_at=now())
    for tab in TABS:
        text = shown(client, school, tab=tab).xpath("//*[@id='board']")[0].text_content()
        assert not any(word in text for word in ("minute", "extra", "Time used"))


def test_exams_can_be_chosen_and_a_private_one_of_somebody_else_is_not_told(client, school, ann):
    school.scored(ann, 5)
    other = ranked.teach()
    other.exam.open_to_sit = False
    other.exam.title = "A secret exam"
    other.exam.save()
    other.scored(school.member("Ben"), 9)
    assert "A secret exam" not in shown(client, school).text_content()
    other.exam.shared_with.add(school.group)
    assert names(shown(client, school, exam=other.exam.code)) == ["Ben"]


def test_a_group_without_scores_is_shown_the_next_step(client, school, ann):
    assert "Nobody has a score to compare yet" in shown(client, school).text_content()


@pytest.mark.parametrize("wrong", ["exam=none", "tab=none", "period=none", "page=none", "page=-1", "page=99"])
def test_a_bad_address_shows_the_plain_board(client, school, ann, wrong):
    school.scored(ann, 9)
    assert names(html.fromstring(client.get(f"{address(school)}{wrong}").text)) == ["Ann"]


def test_htmx_gets_the_board_alone_and_the_tabs_are_plain_links(client, school, ann):
    school.scored(ann, 9)
    part = client.get(address(school, tab="improvement"), headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="board"')
    links = html.fromstring(part).xpath("//nav[@aria-label='What is compared']/a")
    assert [link.get("id") for link in links] == [f"tab-{tab}" for tab in TABS]
    assert all(link.get("href") == link.get("hx-get") for link in links)


@pytest.mark.parametrize("standings", Standings.values)
@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_four_queries_at_most_beyond_its_viewer(client, school, ann, standings, number):
    set_to(school, standings)
    sitting = school.opened()
    for person in [ann, *(school.member() for _ in range(number))]:
        school.scored(person, 5, sitting=sitting)

    def queries(tab: str) -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address(school, tab=tab))
        return len(captured) - 1

    with_bands_alone = {"consistency": 3} if standings == Standings.BANDS else {}
    assert {tab: queries(tab) for tab in TABS} == {
        "best": 3, "latest": 4, "improvement": 3, "consistency": 4, **with_bands_alone
    }  # fmt: skip


def test_the_report_says_whether_its_attempt_counts_and_why_not(client, school, ann):
    for facts, words in (
        ({}, "This attempt counts."),
        ({"blank": 6}, "less than half of the paper had a complete answer"),
        ({"seen": 3}, "3 of its 10 questions had been explained to you in the 90 days before"),
    ):
        attempt = school.scored(ann, 4, **facts)
        assert words in client.get(f"/attempts/{attempt.pk}/report").text


def test_the_report_says_that_late_answers_were_accepted(client, school, ann):
    attempt = school.scored(ann, 5)
    ranked.answer_late(attempt, 10, 0)
    intervene(attempt, Intervention.Kind.LATE_WORK)
    sweeping.sweep()
    assert "An instructor has accepted them" in client.get(f"/attempts/{attempt.pk}/report").text
