from typing import Any

from scoring.pages.explained import Given
from scoring.told import told

STREAMS, FIREHOSE, FILE = "Use Kinesis Data Streams", "Use Amazon Data Firehose", "Keep them in a file"


def given(**facts: Any) -> Given:
    plain: dict[str, Any] = {
        **dict.fromkeys(("domain", "objective", "objective_title", "stem_html", "after_html", "stem"), ""),
        "position": 1,
        "revision": 1,
        "option_order": [2, 0, 1],
        "chosen": [],
        "first_chosen": None,
        "key": [1],
        "options_html": [],
        "options": [STREAMS, FIREHOSE, FILE],
    }
    return Given(**{**plain, **facts})


def test_the_concepts_of_a_question_are_those_that_options_and_stem_name():
    assert [card.slug for card in told(given()).concepts] == ["kinesis-data-streams", "amazon-data-firehose"]
    assert (
        told(given(options=["", ""], option_order=[0, 1], stem="On Firehose")).concepts[0].slug
        == "amazon-data-firehose"
    )


def test_a_contrast_is_shown_to_who_took_one_for_the_other():
    (contrast,) = told(given(chosen=[1])).contrasts
    assert [card.slug for card in contrast.cards] == ["kinesis-data-streams", "amazon-data-firehose"]


def test_no_contrast_is_shown_to_who_was_right_or_mixed_up_something_else():
    assert told(given(chosen=[2])).contrasts == []
    assert told(given(chosen=[0])).contrasts == []
    assert told(given(chosen=[])).contrasts == []
