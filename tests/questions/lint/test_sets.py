from dataclasses import replace

from questions import bundled, lint
from questions.drafts import DraftOption
from tests.questions.lint.test_rules import SOUND, TODAY

WORDS = "amber birch cedar dune ember fjord glade heath inlet jetty knoll ledge marsh notch oasis plain ridge slope"


def drafts(count: int, *, place=lambda number: number % 4, long_key=False):
    """Questions that differ, the key of each at a place of its own."""
    words = WORDS.split()
    made = []
    for number in range(count):
        told = " ".join(words[(number * step + step) % len(words)] for step in range(1, 15))
        texts = [f"{word} {number}" for word in words[:4]]
        if long_key:
            texts[place(number)] += " and more"
        options = tuple(DraftOption(text, index == place(number), "Why.") for index, text in enumerate(texts))
        made.append(replace(SOUND, name=f"q{number}", stem=f"{told} {number}?", options=options))
    return made


def rules(found):
    return [each.rule for each in found]


def test_a_set_with_its_keys_spread_and_no_longer_than_the_rest_has_no_finding():
    assert lint.findings_of_set(drafts(40)) == []


def test_keys_that_stand_in_one_place_too_often_are_told():
    (found,) = lint.findings_of_set(drafts(40, place=lambda number: min(number % 8, 3)))
    assert found.rule == "key-positions"
    assert "5, 5, 5, 25 times" in found.message


def test_keys_that_are_the_longest_too_often_are_told():
    (found,) = lint.findings_of_set(drafts(40, long_key=True))
    assert (found.rule, found.questions[:2]) == ("key-often-longest", ("q0", "q1"))


def test_of_a_few_questions_chance_explains_everything():
    assert lint.findings_of_set(drafts(12, place=lambda _: 3, long_key=True)) == []


def test_near_twins_are_told_by_name():
    one = replace(SOUND, name="one")
    assert [each.questions for each in lint.findings_of_set([one, *drafts(3), replace(one, name="two")])] == [
        ("one", "two")
    ]


def test_the_bundled_bank_has_no_finding():
    for folder in bundled.folders():
        exam = bundled.read(folder)
        assert {draft.name: found for draft in exam.drafts if (found := lint.findings(draft, TODAY))} == {}
        assert lint.findings_of_set(exam.drafts) == []
