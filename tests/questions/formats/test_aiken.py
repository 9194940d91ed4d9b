import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.drafts import Draft, DraftOption, Level
from questions.formats import aiken
from questions.reading.source import Source, Unreadable

LOGS = "Where do logs go?\nA. A shelf\nB) A *bucket*\nANSWER: B\n"
LOGS_DRAFT = Draft(
    name="",
    stem="Where do logs go?",
    options=(DraftOption("A shelf", False), DraftOption(r"A \*bucket\*", True)),
)


def read(text: str):
    return aiken.read(Source("bank.txt", text.encode()))


def test_questions_are_read_one_after_the_other():
    parsed = read(f"\n\n{LOGS}\n{LOGS}{LOGS}")
    assert parsed.drafts == (LOGS_DRAFT,) * 3
    assert [draft.where for draft in parsed.drafts] == [f"bank.txt, line {line}" for line in (3, 8, 12)]
    assert parsed.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        LOGS.replace("\n", "\r\n").removesuffix("\r\n"),
        LOGS.replace("\n", "\r"),
        f"\ufeff{LOGS}",
        LOGS.replace("ANSWER: B", "Answer:b."),
        LOGS.replace("B) ", "\n  B)"),
    ],
)
def test_line_ends_case_and_spaces_make_no_difference(text):
    assert read(text).drafts == (LOGS_DRAFT,)


def test_text_stays_text():
    [draft] = read('Where does <b class="x"> & `a` go?\n\n    J. Meyer asks.\nA.5 litres\nB.<here>\nANSWER: A').drafts
    assert draft.stem == 'Where does <b class="x"> & \\`a\\` go?\n\n&nbsp;&nbsp;&nbsp;&nbsp;J. Meyer asks.'
    assert [option.text for option in draft.options] == ["5 litres", "<here>"]


def test_an_option_may_run_on_and_options_may_stand_apart():
    [draft] = read("Where?\nA. A shelf\nor a box\n\nB. A bucket\nANSWER: B").drafts
    assert [option.text for option in draft.options] == ["A shelf\\\nor a box", "A bucket"]


def test_several_letters_make_several_keys():
    text = "Where?\nA. Here\nB. There\nC. Nowhere\nANSWER: {}"
    assert [read(text.format(said)).drafts[0].key for said in ("A, C", "a and c", "A;C", "A C")] == [(0, 2)] * 4


BROKEN = {
    "has no ANSWER line after its options; add one such as ANSWER: B.": "Where?\nA. Here\nB. There\n",
    "has no options; write each in a line of its own": "Where?\nANSWER: A\n",
    "its ANSWER “C” is no letter of an option; it has A, B.": "Where?\nA. Here\nB. There\nANSWER: C\n",
    "its ANSWER “” is no letter": "Where?\nA. Here\nB. There\nANSWER:\n",
    "its ANSWER “Here” is no letter": "Where?\nA. Here\nB. There\nANSWER: Here\n",
    "has 2 options “B”": "Where?\nA. Here\nB. There\nB. Nowhere\nANSWER: B\n",
    "has no text before its options": "A. Here\nB. There\nANSWER: B\n",
    "has 1 option;": "Where?\nA. Here\nANSWER: A\n",
    "option 2 has no text": "Where?\nA. Here\nB.\nANSWER: A\n",
}


@pytest.mark.parametrize("message", BROKEN)
def test_a_broken_question_is_told_by_its_line_and_the_others_are_read(message):
    parsed = read(f"{LOGS}\n{BROKEN[message]}\n{LOGS}")
    assert parsed.drafts == (LOGS_DRAFT,) * 2
    [problem] = parsed.problems
    assert (problem.where, problem.level) == ("bank.txt, line 6", Level.ERROR)
    assert message in problem.message


@pytest.mark.parametrize("text", ["", "Dear all,\nsee you.", "ANSWER: A", "A question. B answers."])
def test_a_file_without_questions_is_unreadable(text):
    with pytest.raises(Unreadable, match=r"bank.txt: has no lines such as"):
        read(text)


def test_aiken_is_recognised_by_its_options_and_answers():
    surely = {text: aiken.recognise(Source("x.txt", text.encode())) for text in (LOGS, "A. b", f"# Head\n{LOGS}", "")}
    assert surely == {LOGS: 85, "A. b": 0, f"# Head\n{LOGS}": 40, "": 0}


@settings(max_examples=100)
@given(st.binary() | st.lists(st.sampled_from(["A.", "B)", "ANSWER:", " A", "\n", "\n", "x", "\r"])).map("".join))
def test_any_file_is_read_or_unreadable(content):
    source = Source("any.txt", content if isinstance(content, bytes) else content.encode())
    assert 0 <= aiken.recognise(source) <= 100
    try:
        parsed = aiken.read(source)
    except Unreadable:
        return
    assert parsed.drafts or parsed.problems


def test_many_questions_and_lines_without_end_are_read_at_once():
    assert len(read(LOGS * 3_000).drafts) == 3_000
    for endless in ("A. x\n", "B. x\n", "x\n", "\n", "ANSWER: A\n", "A ", " \n"):
        read(LOGS + endless * 10_000)
