import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.reading.letters import names_an_option


@pytest.mark.parametrize(
    "text",
    [
        "B and C are correct",
        "A, B, and D are all wrong.",
        "Option A",
        "Option **B** costs more than it saves.",
        "As option (C) says, the bucket is private.",
        "answers A and D",
        "Answer: B",
        "The answer is C, because the queue keeps order.",
        "The right answer is A.",
        "Both A and B",
        "Neither A nor C",
        "Either (a queue) or nothing; only B or D keep the order.",
        "A and C only",
        "A & D",
        "A, B, C, D, E, F, G, H, I, J, K and L are correct",
        "“A” and “B” and (C) are wrong",
        "A and B are true.",
        "C is wrong, since it needs a server.",
        "It needs a server. D is incorrect.",
        "This is better because B is wrong.",
        "all of the above",
        "None of the above.",
        "Both of the above",
        "Any of the below would do.",
        "All the above",
        "All of these",
        "None of these.",
        "See the options above.",
        "Like the above answers, this one is slow.",
        "the second option",
        "The last two options need a server.",
        "Second option is cheaper.",
        "Options 1 and 3 fail.",
        "Choice 2",
    ],
)
def test_text_that_is_wrong_once_options_are_shuffled(text):
    assert names_an_option(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A",
        "A company",
        "vitamin C",
        "Vitamins B and C are found in fruit.",
        "Plan B",
        "Plan B is wrong for this team.",
        "Class A network",
        "Class A and B networks",
        "C and D are drives.",
        "C",
        "Use A/B tests.",
        "The choice A/B testing offers",
        "options API",
        "The answer is A company policy.",
        "Written in C and C++",
        "Counterexample when B and D are true and A and C are false",
        "All of the data",
        "None of these buckets is public.",
        "The other options need a server.",
        "The first choice of many teams",
        "Answers 2 requests per second",
        "Amazon S3 has two options.",
        "A user asks a second question.",
        "all above 30 degrees",
        "Type B is the next generation.",
        "He set option a to 1.",
    ],
)
def test_text_that_any_order_bears(text):
    assert not names_an_option(text)


@given(st.text("ABC ,and&or.()*", max_size=200))
def test_any_text_has_a_verdict(text):
    assert names_an_option(text) in {True, False}
