from dataclasses import replace

import pytest

from questions.drafts import Draft, DraftOption, Level, Problem
from questions.reading.checks import has_error, problems_of, sound

SHELF, BUCKET, BOX = DraftOption("A shelf", False), DraftOption("A bucket", True), DraftOption("A box", False)
GOOD = Draft(name="", stem="Where do logs go?", options=(SHELF, BUCKET), where="bank.gift, line 3")
RIGHT = replace(SHELF, is_key=True)

ERRORS = {
    "has no text before its options": replace(GOOD, stem=" \n"),
    "has 0 options; a question needs 2 to 12.": replace(GOOD, options=()),
    "has 1 option; a question needs 2 to 12.": replace(GOOD, options=(BUCKET,)),
    "has 13 options": replace(GOOD, options=(BUCKET, *(DraftOption(f"Box {number}", False) for number in range(12)))),
    "option 3 has no text": replace(GOOD, options=(*GOOD.options, DraftOption(" ", False))),
    "has no right option": replace(GOOD, options=(SHELF, BOX)),
    "marks every option as right; add one": replace(GOOD, options=(BUCKET, RIGHT)),
}
DOUBTS = {
    "options 1 and 3 are the same": replace(GOOD, options=(SHELF, BUCKET, SHELF)),
    "marks every option as right; that asks little": replace(GOOD, options=(BUCKET, RIGHT), declared_multiple=True),
}


@pytest.mark.parametrize("message", ERRORS)
def test_an_error_says_where_it_stands_and_what_to_do(message):
    [problem] = problems_of(ERRORS[message])
    assert (problem.where, problem.level) == ("bank.gift, line 3", Level.ERROR)
    assert message in problem.message


@pytest.mark.parametrize("message", DOUBTS)
def test_a_doubtful_question_can_be_used_with_a_warning(message):
    [problem] = problems_of(DOUBTS[message])
    assert (problem.where, problem.level) == ("bank.gift, line 3", Level.WARNING)
    assert message in problem.message


def test_only_drafts_without_an_error_are_sound_and_all_problems_are_told():
    doubtful, broken = DOUBTS["options 1 and 3 are the same"], ERRORS["has no right option"]
    drafts, problems = sound([GOOD, broken, doubtful])
    assert drafts == (GOOD, doubtful)
    assert problems == problems_of(broken) + problems_of(doubtful)


def test_problems_of_a_format_keep_their_place_among_the_others():
    broken, unfinished = ERRORS["has no right option"], Problem("bank.gift, line 9", "has no end.")
    assert sound([broken, unfinished, GOOD]) == ((GOOD,), [*problems_of(broken), unfinished])


def test_warnings_alone_are_no_error():
    warning = Problem("bank.gift", "looks odd.", Level.WARNING)
    assert has_error([warning, Problem("bank.gift", "is broken.")])
    assert not has_error([warning])


@pytest.mark.parametrize(
    ("draft", "naming"),
    [
        (replace(GOOD, options=(*GOOD.options, DraftOption("All of the above", False))), "option 3"),
        (replace(GOOD, options=(replace(SHELF, rationale="B is correct."), BUCKET)), "the rationale of option 1"),
        (replace(GOOD, explanation="A and C are wrong."), "the explanation"),
    ],
)
def test_a_question_that_names_an_option_by_its_place_keeps_its_order(draft, naming):
    message = f"{naming} names an option by letter or place; the options keep their order."
    assert sound([draft]) == (
        (replace(draft, order_locked=True),),
        [Problem("bank.gift, line 3", message, Level.WARNING)],
    )


def test_an_order_locked_by_the_file_needs_no_warning():
    locked = replace(GOOD, explanation="A and C are wrong.", order_locked=True)
    assert sound([locked]) == ((locked,), [])
