from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.drafts import Draft, DraftOption, Reference, Waiver
from questions.formats import gift
from questions.reading.checks import sound
from questions.reading.source import Source

LOGS = Draft(
    name="",
    stem="Where do **logs** go?\n\n```python\nlog = {1: 2}\n```",
    options=(DraftOption("A ~~shelf~~", False, "50% = no"), DraftOption("A bucket", True)),
    title="Logs: where?",
    category="Storage/S3",
    tags=("s3", "data-lake"),
    explanation="#1 of all.",
)
CONTROL = "\\{}~=#:%[]\n\t >-/$_*`x1nAé"
texts = (
    st.text(CONTROL, min_size=1) | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"))
).map(str.strip)
starts = st.sampled_from(["", "[html]", "%50%", "####", "::", "->", "//", "$CATEGORY:", "T"])
words = st.builds(lambda start, text: f"{start}{text}".strip(), starts, texts).filter(bool)
lines = texts.map(lambda text: " ".join(text.split()))


@st.composite
def drafts(draw) -> Draft:
    wanted = draw(st.lists(words, min_size=2, max_size=12))
    keys = draw(st.sets(st.integers(0, len(wanted) - 1), min_size=1))
    return Draft(
        name="",
        stem=draw(words),
        options=tuple(DraftOption(text, at in keys, draw(texts)) for at, text in enumerate(wanted)),
        title=draw(lines),
        category=draw(lines),
        tags=tuple(draw(st.lists(st.from_regex(r"[a-zé0-9]([a-z :{}=~#-]*[a-z])?", fullmatch=True), max_size=3))),
        explanation=draw(texts),
        declared_multiple=len(keys) > 1 or draw(st.booleans()),
    )


def read_again(*written: Draft):
    return gift.read(Source("set.gift", gift.write(written, {}).content))


@settings(max_examples=60, deadline=None)
@given(st.lists(drafts(), min_size=1, max_size=3))
def test_what_is_written_reads_as_the_same_questions(written):
    kept, _ = sound(written)
    assert read_again(*written).drafts == kept


def test_a_file_reads_well():
    both = replace(LOGS, title="", options=(*LOGS.options, DraftOption("%50", True)), explanation="", tags=())
    assert (
        gift.write([LOGS, both], {}).content.decode()
        == r"""$CATEGORY: $course$/top/Storage/S3

// [tag:s3] [tag:data-lake]
::Logs\: where?::[markdown]Where do **logs** go?\n\n```python\nlog \= \{1\: 2\}\n```{
	~A \~\~shelf\~\~#50% \= no
	=A bucket
	####\#1 of all.
}

[markdown]Where do **logs** go?\n\n```python\nlog \= \{1\: 2\}\n```{
	~%-100%A \~\~shelf\~\~#50% \= no
	~%50%A bucket
	~%50%[markdown]%50
}
"""
    )


def test_a_question_without_a_category_stands_outside_of_the_one_before():
    drafts = (LOGS, replace(LOGS, category=""))
    assert read_again(*drafts).drafts == drafts
    assert gift.write(drafts, {}).lost == ()


LOST = {
    "the task statement": {"objective": "1.2"},
    "the difficulty": {"difficulty": 3},
    "references": {"references": (Reference("S3", "https://example.org"),)},
    "the takeaway": {"takeaway": "Objects are cheap."},
    "the day of the last check": {"checked_on": date(2026, 1, 31)},
    "what was checked": {"verified": "The limits."},
    "the day of the next review": {"review_by": date(2026, 1, 31)},
    "enemies": {"enemies": ("other",)},
    "waivers": {"waivers": (Waiver("rule", "reason"),)},
    "the fixed order of the options": {"order_locked": True},
    "pictures": {"stem": "What is ![a plot](picture:plot.png)?"},
    "some tags": {"tags": ("a]b", "c")},
}


@pytest.mark.parametrize("what", LOST)
def test_what_gift_cannot_hold_is_told(what):
    drafts = [LOGS, replace(LOGS, **LOST[what])]
    assert gift.write(drafts, {}).lost == (f"GIFT cannot hold {what} of 1 question.",)
    assert gift.write(drafts * 2, {}).lost == (f"GIFT cannot hold {what} of 2 questions.",)


def test_an_order_that_reading_locks_again_is_not_lost():
    draft = replace(LOGS, explanation="A and B are wrong.", order_locked=True)
    assert gift.write([draft], {}).lost == ()
    assert read_again(draft).drafts == (draft,)
