import pytest

from questions.suggestions import Suggester, words

OUTLINE = {"1.1": "Bake bread", "1.2": "Brew coffee", "2.1": "Bind books"}


@pytest.fixture
def suggester():
    return Suggester(OUTLINE, [("1.1", "Knead the dough for the oven"), ("1.2", "Grind the beans of the oven")])


@pytest.mark.parametrize(
    ("text", "objective"),
    [
        ("How long is dough kneaded before the bread is baked?", "1.1"),
        ("Which beans make the best coffee?", "1.2"),
        ("How are old books bound?", "2.1"),
    ],
)
def test_the_words_of_the_outline_and_of_the_bank_tell_where_a_question_belongs(suggester, text, objective):
    assert suggester.suggest(text).objective == objective


def test_a_suggestion_says_because_of_which_words(suggester):
    assert str(suggester.suggest("Brew the coffee beans")) == "because of “bean”, “brew”, “coffee”"


def test_words_that_no_task_statement_uses_tell_nothing(suggester):
    assert suggester.suggest("Zebra crossing ahead") is None
    assert suggester.suggest("") is None


def test_a_question_of_a_task_statement_outside_the_outline_is_left_aside():
    assert Suggester(OUTLINE, [("9.9", "Feed the cat")]).suggest("Feed the cat") is None


def test_among_some_task_statements_one_of_them_is_suggested(suggester):
    assert suggester.suggest("Bread or coffee beans?", among={"1.1"}).objective == "1.1"
    assert suggester.suggest("Bread?", among=set()) is None


def test_a_plural_is_the_same_word():
    assert words("Streams stream") == {"stream"}
