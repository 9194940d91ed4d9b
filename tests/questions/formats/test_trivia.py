import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.drafts import Draft, DraftOption, Level
from questions.formats import trivia
from questions.reading.source import Source, Unreadable

LOGS = "#Q Where do *logs* go:\n- at night?\n^ A bucket\nA A shelf\nB A bucket\n"
LOGS_DRAFT = Draft(
    name="",
    stem="Where do \\*logs\\* go:\\\n\\- at night?",
    options=(DraftOption("A shelf", False), DraftOption("A bucket", True)),
)


def read(text: str):
    return trivia.read(Source("bank.txt", text.encode()))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_questions_are_read_one_after_the_other(end):
    parsed = read(f"\n{LOGS}\n{LOGS}{LOGS}".replace("\n", end))
    assert parsed.drafts == (LOGS_DRAFT,) * 3
    assert [draft.where for draft in parsed.drafts] == [f"bank.txt, line {line}" for line in (2, 8, 13)]
    assert parsed.problems == ()


def test_the_key_may_differ_in_case_and_spaces_and_an_option_may_run_on():
    [draft] = read("#Q Where?\n^ a  shelf or a BOX\nA A shelf\nor a box\nB A bucket\n").drafts
    assert draft.options == (DraftOption("A shelf\\\nor a box", True), DraftOption("A bucket", False))


BROKEN = {
    "has no line “^” with the right option's text": "#Q Where?\nA Here\nB There\n",
    "“Nowhere” in its line “^” is the text of no option": "#Q Where?\n^ Nowhere\nA Here\nB There\n",
    "“HERE” in its line “^” is the text of several options": "#Q Where?\n^ HERE\nA Here\nB here\n",
    "has no text before its options": "#Q\n^ Here\nA Here\nB There\n",
    "has 1 option;": "#Q Where?\n^ Here\nA Here\n",
}


@pytest.mark.parametrize("message", BROKEN)
def test_a_broken_question_is_told_by_its_line_and_the_others_are_read(message):
    parsed = read(f"{LOGS}\n{BROKEN[message]}\n{LOGS}")
    assert parsed.drafts == (LOGS_DRAFT,) * 2
    [problem] = parsed.problems
    assert (problem.where, problem.level) == ("bank.txt, line 7", Level.ERROR)
    assert message in problem.message


def test_text_before_the_first_question_is_told():
    [problem] = read(f"A quiz.\n\n{LOGS}").problems
    assert (problem.where, problem.level) == ("bank.txt, line 1", Level.WARNING)


@pytest.mark.parametrize("text", ["", "Dear all,\nsee you.", "^ Here\nA Here"])
def test_a_file_without_questions_is_unreadable(text):
    with pytest.raises(Unreadable, match=r"bank.txt: has no line that begins with “#Q”"):
        read(text)


def test_the_format_is_recognised_by_a_question_and_its_key():
    texts = [LOGS, f"Quiz\n\n{LOGS}", "#Q Where?\nHere.\n", "# Q\n^ a\n", ""]
    assert [trivia.recognise(Source("x.txt", text.encode())) for text in texts] == [95, 95, 0, 0, 0]


@settings(max_examples=100)
@given(st.binary() | st.lists(st.sampled_from(["#Q", "^", "A ", "B x", "\n", "\n", "x", "\r"])).map("".join))
def test_any_file_is_read_or_unreadable(content):
    source = Source("any.txt", content if isinstance(content, bytes) else content.encode())
    assert 0 <= trivia.recognise(source) <= 100
    try:
        parsed = trivia.read(source)
    except Unreadable:
        return
    assert parsed.drafts or parsed.problems


def test_many_questions_and_lines_without_end_are_read_at_once():
    assert len(read(LOGS * 3_000).drafts) == 3_000
    for endless in ("#Q\n", "^ A\n", "B x\n", "A\n", "x\n", "\n", " \n"):
        read(LOGS + endless * 10_000)
