import string
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from questions.drafts import Draft, DraftOption, Reference, Waiver
from questions.formats.markdown import FORMAT
from questions.reading.source import Source

PIECES = [
    "Which?", "- [x] no", "- [ ] no", "A. one", "B. two", "Answer: B", "# Head", "## Question 7", "###### 3. x", "```",
    "~~~", "```js", "> quote", "---", "1. first", "2. second", "<details>", "</details>", "<summary>x</summary>", "-",
    "    code", "  - [x] nested", "**Explanation:** it", "<img src=x>", "![a](picture:b.png)", "all of the above",
    "\\", "", "(Choose TWO.)", "文：A", "$CATEGORY: x", "<i>x</i>", "{=x}", "Why: so",
    "<details><summary>Facts</summary>",
]  # fmt: skip
words = st.text(string.ascii_letters + string.punctuation + " äж文：\t", min_size=1, max_size=12)
lines = st.lists(st.sampled_from(PIECES) | words, min_size=1, max_size=5)
texts = lines.map("\n".join).map(str.strip)
some = texts.filter(bool)
days = st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
options = st.lists(
    st.builds(DraftOption, some, st.booleans(), st.just("") | texts), min_size=2, max_size=4, unique_by=lambda o: o.text
)
drafts = st.builds(
    Draft,
    name=st.just(""),
    stem=some,
    options=options.map(lambda found: (*found, DraftOption("right", True), DraftOption("wrong", False))),
    objective=st.sampled_from(["", "1.2"]),
    difficulty=st.integers(1, 3),
    tags=st.lists(words, max_size=2).map(tuple),
    references=st.just(()) | st.builds(lambda title: (Reference(title, "https://example.org/a"),), words),
    takeaway=texts,
    checked_on=days,
    verified=texts,
    review_by=days,
    order_locked=st.booleans(),
    title=texts,
    category=texts,
    explanation=texts,
    declared_multiple=st.booleans(),
    waivers=st.just(()) | st.builds(lambda reason: (Waiver("key-length", reason),), words),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(drafts, min_size=1, max_size=3))
def test_a_set_that_is_written_reads_as_the_same_questions(wanted):
    written = FORMAT.write(wanted, {})
    source = Source("set.md", written.content)
    assert FORMAT.read(source).drafts == tuple(wanted)
    assert written.lost == ()
    assert FORMAT.recognise(source) > 50
