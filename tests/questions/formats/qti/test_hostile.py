import random
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.drafts import Draft, DraftOption, Parsed
from questions.formats.qti import FORMAT
from questions.reading.source import Source, Unreadable
from tests.questions.formats.corpora import CORPORA
from tests.questions.formats.qti.samples import classic, classic_item, item, zipped

OPTIONS = (DraftOption("a", True, "x"), DraftOption("b", False))
SAMPLES = [
    item().encode(),
    classic(classic_item(), classic_item(cardinality="Multiple")).encode(),
    zipped({"test.xml": "<assessmentTest/>", "a.xml": item(prompt='<img src="a.png"/>'), "a.png": b"x"}),
    FORMAT.write([Draft("", "Where?", OPTIONS, explanation="y")], {}).content,
]


def tried(content: bytes) -> None:
    source = Source("quiz.xml", content)
    assert 0 <= FORMAT.recognise(source) <= 100
    with suppress(Unreadable):
        assert isinstance(FORMAT.read(source), Parsed)


def mutated(sample: bytes, seed: int) -> bytes:
    chance = random.Random(seed)
    content = bytearray(sample)
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(content) or 1)
        end = start + chance.choice([1, 1, 5, 40, 200])
        content[start:end] = chance.choice([b"", b"<", b'"', b"\0", b"&#0;", b"\xff", b">", content[start:end] * 2])
    return bytes(content)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    tried(content)
    tried(b"PK\x03\x04" + content)
    tried(b"<questestinterop>" + content)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(SAMPLES), st.integers(0, 2**32))
def test_any_change_of_a_file_is_read_or_refused(sample, seed):
    tried(mutated(sample, seed))


def test_any_change_of_the_files_of_others_is_read_or_refused():
    if not CORPORA.is_dir():
        pytest.skip("the material is not here")
    for path in (CORPORA / "qti").iterdir():
        for seed in range(5):
            tried(mutated(path.read_bytes(), seed))


NAMES = ["and", "or", "not", "match", "member", "contains", "sum", "divide", "isNull", "multiple", "delete", "lt"]
LEAVES = ['<baseValue baseType="float">1e308</baseValue>', '<baseValue baseType="identifier">A</baseValue>',
          '<variable identifier="RESPONSE"/>', '<correct identifier="RESPONSE"/>', "<null/>",
          '<mapResponse identifier="RESPONSE"/>', '<anyN min="x"/>', '<default identifier="y"/>']  # fmt: skip
EXPRESSIONS = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.tuples(st.sampled_from(NAMES), st.lists(inner, max_size=3)).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(EXPRESSIONS, EXPRESSIONS, st.sampled_from(["single", "multiple", "ordered", "record"]))
def test_any_processing_is_evaluated_or_named(test, value, cardinality):
    set_to = f'<setOutcomeValue identifier="SCORE">{value}</setOutcomeValue>'
    rule = f"<responseCondition><responseIf>{test}{set_to}</responseIf></responseCondition>"
    processing = f"<responseProcessing>{rule}{set_to}</responseProcessing>"
    parsed = FORMAT.read(Source("a.xml", item(processing=processing, cardinality=cardinality).encode()))
    assert parsed.drafts or parsed.problems


@pytest.mark.parametrize(
    "text",
    [
        classic(*[classic_item(title=f"{n}").replace("Quiz", "") for n in range(400)], title="", section=""),
        item(prompt="<b>" * 20 + "x" + "</b>" * 20, after="<modalFeedback/>" * 4000),
        item(choices={f"c{n}": "x" for n in range(4000)}, after="<modalFeedback/>" * 4000),
        item(attributes=f'maxChoices="{"9" * 9999}"', cardinality="multiple"),
        classic(classic_item(scoring="<respcondition/>" * 4000)),
        item(prompt="&lt;img " * 20000),
        classic(classic_item(stem=f"<mattext texttype='text/html'>{'&lt;div>' * 20000}</mattext>")),
    ],
    ids=["items", "feedback", "options", "most", "conditions", "text", "nesting"],
)
def test_much_of_anything_costs_no_more_than_its_share(text):
    begun = time.process_time()
    tried(text.encode())
    assert time.process_time() - begun < 4


def test_many_pictures_of_one_name_cost_no_more_than_their_share():
    files = {f"{n}/a.png": b"" for n in range(1500)}
    begun = time.process_time()
    tried(zipped({"one.xml": item(prompt='<img src="a.png"/>' * 1500), **files}))
    assert time.process_time() - begun < 4
