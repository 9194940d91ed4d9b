"""Each rule by a question that has the flaw; the sound question has none."""

from dataclasses import replace
from datetime import date

import pytest

from questions import lint
from questions.drafts import Draft, DraftOption, Level, Reference, Waiver

TODAY = date(2026, 11, 25)
SOUND = Draft(
    name="logs",
    stem="A bakery writes its logs to a full disk. Where should it keep the logs of ten years at the lowest price?",
    options=(
        DraftOption("In a bucket of an object store", True, "Objects are cheap by the year."),
        DraftOption("On a larger disk of the server", False, "A disk is paid for while it is empty."),
        DraftOption("In the memory of a cache", False, "Memory forgets, and costs most."),
        DraftOption("In a table of a database", False, "A database is made for questions, not for keeping."),
    ),
    references=(Reference("On storage", "https://example.org/storage"),),
)


def with_options(*texts: str, key: int = 0, **facts: object) -> Draft:
    options = tuple(DraftOption(text, index == key, "Because.") for index, text in enumerate(texts))
    return replace(SOUND, options=options, **facts)


def with_rationale(text: str, **facts: object) -> Draft:
    first, *others = SOUND.options
    return replace(SOUND, options=(replace(first, rationale=text), *others), **facts)


def rules(draft: Draft) -> set[str]:
    return {finding.rule for finding in lint.findings(draft, TODAY)}


FLAWED = {
    "negative-stem": replace(SOUND, stem="Where should the bakery of this street in town not keep its logs?"),
    "no-question": replace(SOUND, stem="The bakery of this street in town keeps its logs on a disk."),
    "short-stem": replace(SOUND, stem="Where do logs go?"),
    "count-disagrees": replace(SOUND, stem=f"{SOUND.stem} (Choose TWO.)"),
    "catch-all": with_options("In a bucket", "On a disk", "In a cache", "All of the above"),
    "same-option": with_options("In a bucket", "On a disk", "On a disk", "In a table"),
    "near-options": with_options(
        "Keep the logs in a bucket and let a rule of the store remove what is older than ten years",
        "Keep the logs in a bucket and let a rule of the store remove what is older than ten year",
        "Keep them on a disk of the server that is large enough for the logs of all the ten years",
        "Keep them in a table of a database that the people of the bakery look after themselves",
    ),
    "full-stop": with_options("In a bucket.", "On a disk", "In a cache", "In a table"),
    "capitals": with_options("in a bucket", "On a disk", "In a cache", "In a table"),
    "not-parallel": with_options("Keeping them", "Storing them", "Use a cache for them", "Throwing them away"),
    "agreement": with_options(
        "apron of linen", "bucket of tin", "cupboard of wood", "drawer of steel",
        stem="The bakery of this street in town keeps its flour in a ____ that nobody else may open.", key=1,
    ),
    "units": with_options("10 GB", "20 GB", "30", "40 GB"),
    "number-order": with_options("10 GB", "40 GB", "20 GB", "30 GB"),
    "ranges": with_options("0 - 10", "5 - 20", "20 - 30", "30 - 40"),
    "few-options": replace(
        SOUND, options=(SOUND.options[0], replace(SOUND.options[1], is_key=True), *SOUND.options[2:])
    ),
    "key-longest": with_options(
        "In a bucket of an object store, with a rule that moves what is old to a colder class", "On a disk",
        "In a cache", "In a table",
    ),
    "absolute-terms": with_options("In a bucket", "On a disk that never fails", "In a cache", "In a table"),
    "vague-terms": with_options("In a bucket, usually", "On a disk", "In a cache", "In a table"),
    "clang": with_options("In the logs of ten years", "On a disk", "In a cache", "In a table"),
    "no-rationale": with_rationale(""),
    "names-letters": with_rationale("Options B and C are wrong."),
    "about-another": with_rationale(
        "Amazon Polly speaks, and Amazon Lex listens.", stem=SOUND.stem.replace("a full disk", "Amazon EBS")
    ),
    "no-reference": replace(SOUND, references=()),
    "past-review": replace(SOUND, review_by=date(2026, 11, 24)),
    "outdated-name": with_rationale("Amazon Kinesis Data Firehose delivers them."),
}  # fmt: skip

FINE = [
    replace(SOUND, stem="Where should the bakery of this street in town **not** keep its logs?"),
    replace(SOUND, stem="Where should the bakery of this street in town NOT keep its logs?"),
    replace(SOUND, stem="Which store meets this with the least effort for the bakery of this street?"),
    replace(SOUND, stem="The bakery of this street in town keeps its logs on a ____."),
    replace(SOUND, stem="`SELECT 1` runs on the server of the bakery in this street. What does it give?"),
    replace(SOUND, stem="Какой вариант?"),
    replace(SOUND, stem="Which store suits a bakery that does not want to look after servers itself?"),
    replace(SOUND, review_by=TODAY),
    with_options("10 GB", "20 GB", "30 GB", "40 GB"),
    with_options("0 - 10", "11 - 20", "21 - 30", "31 - 40"),
    with_options("In a bucket.", "On a disk.", "In a cache.", "In a table."),
    with_options("Uncle", "Hour", "European", "S3", stem="The bakery of this street in town is run by an ____."),
    with_options("A bucket", "A disk", "A cache", "A table", stem="What keeps the logs of this bakery in town are:"),
    with_options("apple", "iron", stem="En esta calle la panadería guarda todos los registros a ____."),
    with_options("gzip", "a longer name of it", "bzip2", "lz4", key=1),
    with_rationale("Amazon Data Firehose (formerly Kinesis Data Firehose) delivers them."),
    with_rationale("Vitamin C is another matter."),
]


def test_a_sound_question_has_no_finding():
    assert lint.findings(SOUND, TODAY) == []


@pytest.mark.parametrize("rule", FLAWED)
def test_the_flaw_is_found_and_nothing_else(rule):
    assert rules(FLAWED[rule]) == {rule}


@pytest.mark.parametrize("draft", FINE, ids=lambda draft: draft.stem[:40])
def test_what_only_looks_like_a_flaw_is_let_pass(draft):
    assert rules(draft) == set()


def test_a_rare_word_of_the_question_in_the_key_alone_rings_too():
    echo = with_options(
        "In a cupboard", "On a disk", "In a cache", "In a table", stem=f"{SOUND.stem[:40]} Which cupboard?"
    )
    assert "clang" in rules(echo)
    everywhere = with_options(
        "A cupboard", "My cupboard", "A cache", "A table", stem=f"{SOUND.stem[:40]} Which cupboard?"
    )
    assert "clang" not in rules(everywhere)


def test_a_flaw_that_makes_the_question_wrong_is_an_error_and_others_are_warnings():
    levels = {finding.rule: finding.level for flawed in FLAWED.values() for finding in lint.findings(flawed, TODAY)}
    assert {rule for rule, level in levels.items() if level is Level.ERROR} == {"count-disagrees", "same-option"}


def test_a_finding_names_the_place_and_what_to_do():
    (finding,) = lint.findings(FLAWED["number-order"], TODAY)
    assert str(finding.where) == "options"
    assert finding.message == "are numbers in no order; sort them, and keep their order."


def test_a_waiver_in_writing_lets_a_finding_stand():
    draft = replace(FLAWED["key-longest"], waivers=(Waiver("key-longest", "The class has a long name."),))
    assert lint.findings(draft, TODAY) == []
    assert [(found.rule, reason) for found, reason in lint.waived(draft, TODAY)] == [
        ("key-longest", "The class has a long name.")
    ]


@pytest.mark.parametrize(
    ("tail", "texts", "odd"),
    [
        ("is kept by", ("an oven", "a shelf", "a cellar"), []),
        ("is", ("the oven", "several shelves", "a cellar"), [1]),
        ("are:", ("an oven", "shelves", "cellars"), [0]),
        ("is an", ("oven", "attic", "shelf", "cellar"), [2, 3]),
        ("is a ...", ("oven", "attic", "shelf"), [0, 1]),
        ("is an", ("shelf", "cellar", "bin"), []),
    ],
)
def test_an_option_has_to_follow_the_last_word_of_a_stem_that_breaks_off(tail, texts, odd):
    draft = with_options(*texts, stem=f"What the baker of this street in town likes most {tail}")
    found = [finding.where for finding in lint.findings(draft, TODAY) if finding.rule == "agreement"]
    assert found == [f"option {index + 1}" for index in odd]


def test_every_rule_is_described_in_the_docs_with_why_it_matters(settings):
    page = (settings.BASE_DIR / "docs" / "item-lint.md").read_text()
    rows = [line.strip("| ").split(" | ") for line in page.splitlines() if line.startswith("| `")]
    reasons = {rule.strip("`"): why for rule, _, why in rows}
    assert reasons.keys() == set(FLAWED) | {"key-often-longest", "key-positions", "near-questions"}
    assert reasons.keys() == lint.REASONS.keys()
    assert {rule for rule, why in reasons.items() if not why.startswith(lint.REASONS[rule])} == set()
