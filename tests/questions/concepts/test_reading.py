from pathlib import Path

import pytest

from questions import concepts
from questions.bundled import BANK
from questions.concepts import ConceptErrors

CARD = """---
title: {title}
domain: "3"
objectives: ["3.5"]
{facts}
references:
  - title: A page
    url: https://example.org/
checked: 2026-11-25
verified: "The formula, against the page."
---
It is a figure. It says something.

## Use it when
- You need it.

## Not when
- You do not.

## Limits and numbers
- From 0 to 1.
"""
CONTRAST = """---
between: [precision, recall]
checked: 2026-11-25
---
| | Precision | Recall |
| --- | --- | --- |
| Denominator | all called positive | all that are positive |
| Rises when | fewer false alarms | fewer misses |
| Asked for when | an alarm is dear | a miss is dear |

Look for what is dear.
"""


def write(folder: Path, slug: str, text: str) -> None:
    (folder / "contrasts").mkdir(exist_ok=True)
    (folder / f"{slug}.md").write_text(text)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "glossary.yaml").write_text("outline: X-1")
    write(tmp_path, "precision", CARD.format(title="Precision", facts=""))
    write(tmp_path, "recall", CARD.format(title="Recall", facts="also: [sensitivity]"))
    write(tmp_path, "contrasts/precision--recall", CONTRAST)
    return tmp_path


def test_cards_and_contrasts_are_read(folder):
    glossary = concepts.read(folder)
    assert [card.title for card in glossary.cards] == ["Precision", "Recall"]
    assert glossary.by_slug["recall"].names == ("Recall", "sensitivity")
    (contrast,) = glossary.contrasts
    assert (len(contrast.rows), contrast.closing) == (3, "Look for what is dear.")


def test_a_contrast_may_say_what_was_checked(folder):
    assert concepts.read(folder).contrasts[0].verified == ""
    write(folder, "contrasts/precision--recall", CONTRAST.replace("\nchecked", '\nverified: "Both formulas."\nchecked'))
    assert concepts.read(folder).contrasts[0].verified == "Both formulas."


@pytest.mark.parametrize(
    ("slug", "text", "complaint"),
    [
        ("f1", "no facts", "block of facts"),
        ("f1", CARD.format(title="F1", facts="colour: red"), "colour"),
        ("f1", CARD.format(title="F1", facts="").replace("## Not when", "## Never when"), "headings"),
        ("f1", CARD.format(title="F1", facts="status: asleep"), "asleep"),
        ("f1", CARD.format(title="F1", facts="").replace("checked: 2026-11-25", "checked: today"), "checked"),
        ("tpr", CARD.format(title="Sensitivity", facts=""), "recall's already"),
        ("contrasts/precision--f1", CONTRAST.replace("recall]", "f1]"), "no such card"),
        ("contrasts/recall--precision", CONTRAST, "must be called"),
        (
            "contrasts/precision--recall",
            CONTRAST.replace("| Rises when | fewer false alarms | fewer misses |\n", ""),
            "3",
        ),
    ],
)
def test_a_mistake_is_told_with_its_file_and_nothing_is_read(folder, slug, text, complaint):
    write(folder, slug, text)
    with pytest.raises(ConceptErrors, match=complaint):
        concepts.read(folder)


def test_the_bundled_cards_are_without_mistakes():
    assert concepts.read(BANK / "concepts").cards
