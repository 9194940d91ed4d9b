from datetime import date

import pytest

from questions.concepts import Card, Contrast, Glossary, Status


def card(slug: str, *names: str, status: Status | None = Status.AVAILABLE, what: str = "") -> Card:
    title, *also = names
    return Card(slug, title, "1", ("1.2",), what, (), (), tuple(also), status, "", (), date(2026, 11, 25), "")


def contrast(first: str, second: str) -> Contrast:
    return Contrast((first, second), ("", first, second), (), "", date(2026, 11, 25))


GLOSSARY = Glossary(
    "X-1",
    (
        card("streams", "Amazon Kinesis Data Streams", "Kinesis Data Streams"),
        card("firehose", "Amazon Data Firehose", "Data Firehose", "Firehose"),
        card("glue", "AWS Glue", "Glue"),
        card("leakage", "Target leakage", status=None, what="A feature knows the answer."),
        card("l1", "L1 regularization", "L1", status=None),
    ),
    (contrast("streams", "firehose"),),
)


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Send them to Amazon Data Firehose, then query.", ["firehose"]),
        ("Use Glue after Kinesis Data Streams.", ["glue", "streams"]),
        ("They glue parts together.", []),
        ("This is target leakage.", ["leakage"]),
        ("L1 regularization, not L2", ["l1"]),
        ("Firehose and Data Firehose", ["firehose"]),
        ("GlueX", []),
        ("", []),
    ],
)
def test_a_text_names_cards_by_their_longest_names(text, slugs):
    assert GLOSSARY.named_in(text) == slugs


def test_a_contrast_stands_between_what_only_the_choice_and_only_the_key_name():
    choice, key = "Put the events into Kinesis Data Streams", "Put the events into Amazon Data Firehose"
    assert GLOSSARY.contrasts_for(choice, key) == [GLOSSARY.contrasts[0]]
    assert GLOSSARY.contrasts_for(key, choice) == [GLOSSARY.contrasts[0]]
    assert GLOSSARY.contrasts_for(f"{choice} and Data Firehose", key) == []
    assert GLOSSARY.contrasts_for("AWS Glue", key) == []


def test_a_search_finds_every_word_and_shows_names_first():
    assert [found.slug for found in GLOSSARY.search("data streams")] == ["streams"]
    assert [found.slug for found in GLOSSARY.search("answer KNOWS")] == ["leakage"]
    assert GLOSSARY.search("nothing of this") == []
