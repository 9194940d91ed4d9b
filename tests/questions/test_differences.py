"""What changed between two wordings."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.differences import Difference, differences
from questions.drafts import Draft, DraftOption, Reference

DRAFT = Draft(
    name="maize",
    title="Maize",
    stem="Which one?",
    options=(DraftOption("Chalk", False, "No."), DraftOption("Compost", True, "Yes.")),
)


def test_the_same_wording_has_no_differences():
    assert differences(DRAFT, DRAFT) == []


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"stem": "Which two?"}, [("Stem", (("same", "Which "), ("gone", "one"), ("new", "two"), ("same", "?")))]),
        ({"title": ""}, [("Title", (("gone", "Maize"),))]),
        ({"takeaway": "It rains."}, [("Takeaway", (("new", "It rains."),))]),
        ({"tags": ("a", "b")}, [("Tags", (("new", "a, b"),))]),
        ({"references": (Reference("On soil", "https://a.example"),)}, [("References", (("new", "On soil: https://a.example"),))]),
        ({"order_locked": True}, [("Order of options", (("gone", "shuffled"), ("new", "locked")))]),
        ({"objective": "1.2"}, [("Task statement", (("new", "1.2"),))]),
    ],
)  # fmt: skip
def test_each_part_that_changed_is_told_word_by_word(facts, expected):
    assert differences(DRAFT, replace(DRAFT, **facts)) == [Difference(*each) for each in expected]


def test_another_key_is_told_by_the_numbers_of_the_options():
    swapped = replace(DRAFT, options=tuple(replace(each, is_key=not each.is_key) for each in DRAFT.options))
    assert differences(DRAFT, swapped) == [Difference("Right options", (("gone", "2"), ("new", "1")))]


@pytest.mark.parametrize(
    ("before", "after", "runs"),
    [
        (
            "Which of these two is best here?",
            "Which of those few is best here?",
            (("same", "Which of "), ("gone", "these two"), ("new", "those few"), ("same", " is best here?")),
        ),
        (
            "Hosts in several zones lock files, so share a file system.",
            "Look at the slope, not at the height.",
            (
                ("gone", "Hosts in several zones lock files, so share a file system."),
                ("new", "Look at the slope, not at the height."),
            ),
        ),
    ],
    ids=["words in a row together", "what has little in common one after the other"],
)
def test_changes_read_as_phrases(before, after, runs):
    assert differences(replace(DRAFT, stem=before), replace(DRAFT, stem=after)) == [Difference("Stem", runs)]


@pytest.mark.parametrize("before", ["a " * 20_000, "\n".join(map(str, range(20_000))), "x" * 40_000])
def test_texts_of_any_length_are_compared_in_no_time(before):
    began = time.monotonic()
    (found,) = differences(replace(DRAFT, stem=before), replace(DRAFT, stem=before.replace("9", "b ") + "b"))
    assert time.monotonic() - began < 2
    assert "".join(text for kind, text in found.runs if kind != "new") == before


def test_an_option_that_went_and_one_that_came_are_told():
    more = replace(DRAFT, options=(*DRAFT.options, DraftOption("Gypsum", False, "Rain.")))
    assert [each.part for each in differences(DRAFT, more)] == ["Option 3", "Rationale of option 3"]
    assert differences(more, DRAFT)[0].runs == (("gone", "Gypsum"),)


@given(st.text(max_size=80), st.text(max_size=80))
def test_runs_give_back_both_wordings(before: str, after: str):
    found = differences(replace(DRAFT, stem=before), replace(DRAFT, stem=after))
    for runs, dropped, text in (
        (each.runs, kind, text) for each in found for kind, text in (("new", before), ("gone", after))
    ):
        assert "".join(part for kind, part in runs if kind != dropped) == text
