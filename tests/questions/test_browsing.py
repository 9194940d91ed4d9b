"""Looking for questions of a set."""

from dataclasses import replace

import pytest

from exams import attempts
from questions import browsing, writing
from questions.browsing import Wanted
from questions.drafts import DraftOption
from questions.models import QuestionSet
from tests.factories import person
from tests.questions.own_set import draft, own_set, question, sit, three

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return person()


def names(question_set: QuestionSet, viewer, **wanted: str) -> list[str]:
    return [each.name for each in browsing.found(question_set, viewer, Wanted(**wanted))]


def test_without_a_wish_all_questions_in_use_are_found_by_task_statement_and_name(owner):
    ours = own_set(owner, draft("maize", objective="2.1"), draft("beans"), draft("apples"))
    assert names(ours, owner) == ["apples", "beans", "maize"]


@pytest.mark.parametrize(
    "text",
    ["orchard", "ORCHARD gave", "none orchard", "Apples", "“pruning”", "potash", "ochre", "%", "under_score"],
)
def test_each_word_of_a_search_stands_somewhere_in_what_is_found(owner, text):
    apples = draft("apples", tags=("potash", "100%"), title="On “pruning”")
    apples = replace(apples, options=(*apples.options, DraftOption("Ochre under_score", False, "It is a colour.")))
    ours = own_set(owner, draft("beans"), apples)
    assert names(ours, owner, text=text) == ["apples"]


def test_a_search_reads_no_rationale_and_finds_nothing_that_is_nowhere(owner):
    assert names(three(owner), owner, text="quince") == []


def test_filters_narrow_each_other(owner):
    beans = draft("beans", objective="1.2", references=())
    both = replace(
        draft("apples", objective="1.2"),
        options=tuple(replace(each, is_key=index < 2) for index, each in enumerate(draft().options)),
    )
    ours = own_set(owner, draft("maize"), beans, both)
    assert names(ours, owner, objective="1") == ["maize", "apples", "beans"]
    assert names(ours, owner, objective="1.2") == ["apples", "beans"]
    assert names(ours, owner, objective="1.2", kind="multiple") == ["apples"]
    assert names(ours, owner, objective="1.2", flaw="no-reference") == ["beans"]
    assert names(ours, owner, objective="9.9") == []


def test_retired_questions_and_those_on_trial_are_found_by_their_state(owner):
    ours = three(owner)
    writing.retire(question(ours, "beans"))
    writing.put_on_trial(question(ours, "maize"), True)
    assert names(ours, owner) == ["apples", "maize"]
    assert names(ours, owner, state="retired") == ["beans"]
    assert names(ours, owner, state="trial") == ["maize"]
    assert names(ours, owner, state="all") == ["apples", "beans", "maize"]


def test_a_question_that_the_viewer_sits_is_neither_found_nor_counted_until_they_hand_in(owner):
    ours = own_set(owner, draft("maize", references=()), draft("beans"))
    attempt = sit(owner, question(ours, "maize"))
    assert (names(ours, owner), names(ours, owner, state="all")) == (["beans"], ["beans"])
    assert browsing.flaws(ours, owner) == []
    assert names(ours, person()) == ["beans", "maize"]
    attempts.end(attempt)
    assert names(ours, owner) == ["beans", "maize"]
    assert browsing.flaws(ours, owner) == [("no-reference", 1)]


def test_a_question_that_the_viewer_sits_in_an_earlier_wording_is_not_found_either(owner):
    ours = own_set(owner, draft("maize"), draft("beans"))
    sit(owner, question(ours, "maize"))
    writing.reword(question(ours), draft(takeaway="It rains."), person(), seen=str(question(ours).current_id))
    assert names(ours, owner) == ["beans"]


def test_what_a_set_lacks_as_a_whole_is_found_among_the_questions_in_use(owner):
    alike = [draft(name, stem=draft("maize").stem) for name in ("maize", "corn")]
    ours = own_set(owner, *alike, draft("beans"))
    (finding,) = browsing.findings_together(ours, owner)
    assert (finding.rule, set(finding.questions)) == ("near-questions", {"maize", "corn"})
    writing.retire(question(ours, "corn"))
    assert browsing.findings_together(ours, owner) == []


@pytest.mark.parametrize("value", ["a\0b", "x" * 10_000, "  a  "])
def test_a_wish_is_cut_to_what_a_database_can_be_asked(value):
    wanted = Wanted.read({"text": value, "nonsense": value})
    assert len(wanted.text) <= 100
    assert "\0" not in wanted.text
    assert wanted.as_query() == {"text": wanted.text}
