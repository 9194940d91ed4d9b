from questions.drafts import Draft, DraftOption
from questions.measures.blind import agreement

TEXTS = ("one", "two", "three", "four")


def draft(name: str, key: str) -> Draft:
    return Draft(name, "Which?", tuple(DraftOption(text, text == key) for text in TEXTS))


def test_answers_are_compared_with_the_keys():
    found = agreement([draft("a", "one"), draft("b", "two")], {"answers": {"a": ["one"], "b": ["three"]}})
    assert (found.solved, found.agreed, found.share, found.disputed) == (2, 1, 0.5, ("b",))
    assert found.unresolved == ("b",)


def test_a_disagreement_is_resolved_in_writing():
    solve = {"answers": {"b": ["three"]}, "resolved": {"b": "The stem says at once."}}
    assert agreement([draft("b", "two")], solve).unresolved == ()


def test_an_answer_to_an_earlier_wording_does_not_count():
    assert agreement([draft("a", "one")], {"answers": {"a": ["eleven"]}}).solved == 0
    assert agreement([draft("a", "one")], {"answers": {}}).share == 0.0
