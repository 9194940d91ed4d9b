from contextlib import suppress

import pytest
from django.conf import settings as project
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.drafts import Draft, DraftOption, Level, NotImported, Parsed, Reference
from questions.formats import recognise
from questions.formats.markdown import FORMAT
from questions.reading.source import Source, Unreadable

TASKS = """\
# Queues for everyone

Read this first:

1. [Basics](#basics)
2. [More](#more)

## Basics

### A queue of a bakery

Orders come at night. Which queue keeps their order?

- [ ] The standard queue
  > It may swap two.
- [x] The FIFO queue,
  as it is called
  > It keeps the order

### What does this print?

```python
print("- [x] no option")
```

- [x]
  ```python
  - [ ] still code
  ```
- [ ] `<nothing>`

It prints its argument.
"""


def read(text: str, name: str = "bank.md") -> Parsed:
    return FORMAT.read(Source(name, text.encode()))


def only(text: str) -> Draft:
    found = read(text)
    assert [str(problem) for problem in found.problems] == []
    assert len(found.drafts) == 1
    return found.drafts[0]


def told(text: str, level: Level) -> str:
    try:
        found = read(text)
    except Unreadable as unreadable:
        return str(unreadable)
    return " ".join(str(problem) for problem in found.problems if problem.level is level)


def test_headings_with_task_lists():
    bakery, code = read(TASKS).drafts
    assert bakery == Draft(
        name="",
        title="A queue of a bakery",
        category="Basics",
        stem="Orders come at night. Which queue keeps their order?",
        options=(
            DraftOption("The standard queue", False, "It may swap two."),
            DraftOption("The FIFO queue,\nas it is called", True, "It keeps the order"),
        ),
    )
    assert bakery.where == "bank.md, line 10"
    assert code.stem == 'What does this print?\n\n```python\nprint("- [x] no option")\n```'
    assert [option.text for option in code.options] == ["```python\n- [ ] still code\n```", "`<nothing>`"]
    assert code.explanation == "It prints its argument."


OPTIONS = {
    "A. {}": "Answer: B",
    "A) {}": "**Answer:** B",
    "A: {}": "**Answer: B**",
    "- A. {}": "Correct answer: B",
    "- A) {}": "The correct answer is B.",
    "- A: {}": "#### Answer: B",
    "(A) {}": "Ans. key: B",
    "**A.** {}": "Answer: (B)",
    "- **A**: {}": "Answer: b",
    "a) {}": "Answer: b) blue",
    "A、{}": "答案：B",
    "Ａ．{}": "正确答案：Ｂ",
    "* A. {}": "Ответ: B",
    "   A. {}": "   Antwort: B",
    "A.  {}": "Answer: blue",
    "A.   {}": "> **Answer**: `B`",
    "A.    {}": "<details>\n<summary>Answer</summary>\n\nB\n\n</details>",
    "A.     {}": "<details><summary>Answer: <b>B</b></summary></details>",
    "A.      {}": "<details>\n<summary>Hint</summary>\n</details>\n<details>\n\n**B**\n</details>",
}


@pytest.mark.parametrize("option", OPTIONS)
def test_lettered_options_with_the_answer_below(option):
    first = next(mark for mark in option if mark.isalpha())
    colours = ["red", "blue", "a green\nthat runs on"]
    lines = [option.replace(first, chr(ord(first) + n)).format(colour) for n, colour in enumerate(colours)]
    draft = only("1. Which colour?\n\n" + "\n".join(lines) + f"\n\n{OPTIONS[option]}\n")
    assert draft.stem == "Which colour?"
    assert [(choice.text, choice.is_key) for choice in draft.options] == [
        ("red", False),
        ("blue", True),
        ("a green\nthat runs on", False),
    ]
    assert draft.explanation == ""


@pytest.mark.parametrize(
    "line", ["Answer: A, C", "Correct answer: AC", "Answers: A and C", "答案：A、C", "Respuesta: A y C"]
)
def test_several_letters_are_several_keys(line):
    assert only(f"## Which?\nA. x\nB. y\nC. z\n\n{line}\n").key == (0, 2)


FILES = {
    "numbers and explanations": """\
Some words before.

1. First?
A. x
B. y
Answer: A
Explanation: Because
it is:
1. one
2. two

2. Second?

A. x
B. y

Answer: B. Since y is.
""",
    "rules between": """\
First?
- [x] x
- [ ] y

> Because it is.

---

Second?

- [ ] x
- [x] y
""",
    "words for question": """\
**Question 1 of 2**

First?

A. x
B. y

**Correct Answer:** A

**Explanation**

Because.

**Question 2**

Second?

A. x
B. y

**Correct Answer:** B
""",
    "nothing between": "First?\nA. x\nB. y\nAnswer: A\n\nSecond?\nA. x\nB. y\nAnswer: B\n",
    "details between": (
        "First?\n\nA. x\nB. y\n\n<details><summary>Key</summary>\n<p>\n\n#### Answer: A\n\n### Note\nwhy\n</p>\n"
        "</details>\n\n"
        "Second?\n\nA. x\nB. y\n\n<details>\n\nB\n</details>\n"
    ),
    "a heading for a chapter": "# Book\n\n## Chapter\n\nIt is about letters.\n\n"
    "1. First?\n\n   A. x\n   B. y\n\n   Answer: A\n\n"
    "2. Second?\n\n   A. x\n   B. y\n\n   Answer: B\n",
    "numbers that start anew": "## One\n1. First?\n- [x] x\n- [ ] y\n\n## Two\n1. Second?\n- [ ] x\n- [x] y\n",
    "a contents list": "1. [a](#a)\n2. [b](#b)\n\n- A: [a](#a)\n\n1. First?\n- A: x\n- B: y\n\nAnswer: A\n\n"
    "2. Second?\n- A: x\n- B: y\n\nAnswer: B\n",
}


@pytest.mark.parametrize("name", FILES)
def test_where_one_question_ends_and_the_next_begins(name):
    found = read(FILES[name])
    assert [str(problem) for problem in found.problems] == []
    assert [draft.stem for draft in found.drafts] == ["First?", "Second?"]
    assert [[option.text for option in draft.options] for draft in found.drafts] == [["x", "y"]] * 2
    assert [draft.key for draft in found.drafts] == [(0,), (1,)]


def test_explanations_follow_their_answers():
    first, second = read(FILES["numbers and explanations"]).drafts
    assert first.explanation == "Because\nit is:\n1. one\n2. two"
    assert second.explanation == "Since y is."
    assert read(FILES["rules between"]).drafts[0].explanation == "> Because it is."
    assert read(FILES["words for question"]).drafts[0].explanation == "Because."
    assert read(FILES["details between"]).drafts[0].explanation == "### Note\nwhy"
    assert read(FILES["a heading for a chapter"]).drafts[1].category == "Chapter"


def test_a_stem_stays_markdown_as_it_was_written():
    stem = (
        "Given *this* <deployment-config-path> and\n\n1. a list\n2. of two\n\n| a | b |\n|---|---|\n\n"
        "```yaml\nA. no\nB. option\n---\n```\n\nwhat now?"
    )
    assert only(f"### Question 4\n\n{stem}\n\nA. `<x>`\nB. <y>\n\nAnswer: A").stem == stem


def test_headings_inside_a_numbered_question_belong_to_it():
    draft = only(
        "## 7. Case\n\n### Scenario\n\nA shop.\n\n### Task\n\nWhich?\n\n- [x] a\n- [ ] b\n\n### Sources\n\nA book.\n"
    )
    assert draft.title == "Case"
    assert draft.stem == "### Scenario\n\nA shop.\n\n### Task\n\nWhich?"
    assert draft.explanation == "### Sources\n\nA book."


def test_numbered_headings_without_options_are_prose_and_open_questions_are_named():
    found = read(
        "## 1. Introduction\n\nProse.\n\n## 2. Why?\n\n<details>So</details>\n\n## 3. Which?\n- [x] a\n- [ ] b\n"
    )
    assert [draft.stem for draft in found.drafts] == ["Which?"]
    assert found.not_imported == (
        NotImported("bank.md, line 5", "Why?", "open question", "has no options to choose from"),
    )
    assert found.problems == ()


FRONT = """\
---
question: "Which tool: this or that?"
documentation: https://docs.example.org/tool
tags: [tools]
title: Tools
---

> https://example.org/more

- [x] This
> It is right.
- [ ] That
"""


def test_front_matter_may_hold_the_stem():
    assert only(FRONT) == Draft(
        name="",
        stem="Which tool: this or that?",
        options=(DraftOption("This", True, "It is right."), DraftOption("That", False)),
        title="Tools",
        tags=("tools",),
        references=(Reference("docs.example.org", "https://docs.example.org/tool"),),
        explanation="https://example.org/more",
    )


def test_front_matter_without_a_stem_speaks_of_the_file():
    draft = only("---\ncategory: Storage\n---\n## Which?\n\n- [x] a\n- [ ] b\n")
    assert (draft.stem, draft.category, draft.where) == ("Which?", "Storage", "bank.md, line 4")


def test_several_may_be_chosen_where_the_stem_says_so():
    assert only("## Which? (Select all that apply.)\n- [x] a\n- [ ] b\n").is_multiple
    assert not only("## Which?\n- [x] a\n- [ ] b\n").is_multiple


QUESTION = "## Question 1\n\nWhich?\n\n- [x] a\n- [ ] b\n\n"
ERRORS = {
    "line 1: has no answer after its options": "1. Which?\nA. x\nB. y\n",
    "its answer names E, but its options end with B": "1. Which?\nA. x\nB. y\nAnswer: E\n",
    "has no right option; mark it with “- [x]”": "## Which?\n- [ ] x\n- [ ] y\n",
    "has no text before its options": "- [ ] x\n- [x] y\n",
    "has 13 options": "## Which?\n- [x] x\n" + "- [ ] y\n" * 12,
    "has 1 option": "## Which?\n- [x] x\n",
    "marks every option as right": "## Which?\n- [x] x\n- [x] y\n",
    "holds no question": "Just words.\n",
    "its front matter cannot be read": "---\nquestion: Which: this?\n---\n- [x] a\n- [ ] b\n",
    "uses an alias": "---\na: &a [1]\nquestion: *a\n---\n- [x] a\n- [ ] b\n",
    "needs one list of options; it has 0": "---\nquestion: Which?\n---\nNone\n",
    "its facts cannot be read": QUESTION + "<details><summary>Facts</summary>\n</details>\n",
    "“difficulty” in its facts must be 1, 2 or 3": QUESTION
    + '<details><summary>Facts</summary>\n\n```json\n{"difficulty": 9}\n```\n</details>\n',
    "“references” in its facts must be": QUESTION
    + '<details><summary>Facts</summary>\n\n```json\n{"references": [{"title": "x", "url": "javascript:x"}]}\n```\n'
    "</details>\n",
}


@pytest.mark.parametrize("reason", ERRORS)
def test_a_mistake_is_named_with_its_place(reason):
    assert reason in told(ERRORS[reason], Level.ERROR)


DOUBTS = {
    "keep their written order": "## Which?\n- [x] x\n- [ ] All of the above\n",
    "line 4 looks like an option “D” out of its order": "1. Which?\nA. x\nB. y\nD. z\nAnswer: A\n",
    "opens a code fence that nothing closes": "## Which?\n- [x] x\n- [ ] y\n\n```\nend\n",
    "opens a <details> block that nothing closes": "## Which?\n- [x] x\n- [ ] y\n\n<details>\nend\n",
    "shows a picture “x.png”": "## Which? ![a](x.png)\n- [x] x\n- [ ] y\n",
    "has a picture of another site": "## Which?\n\n<img src=https://x.example/>\n\n- [x] x\n- [ ] y\n",
    "its front matter has a field “author”": "---\nauthor: me\n---\n## Which?\n- [x] x\n- [ ] y\n",
    "options 1 and 2 are the same": "## Which?\n- [x] x\n- [ ] x\n",
}


@pytest.mark.parametrize("reason", DOUBTS)
def test_a_doubt_is_named_and_the_question_stays(reason):
    assert reason in told(DOUBTS[reason], Level.WARNING)
    assert len(read(DOUBTS[reason]).drafts) == 1


def test_a_question_that_names_options_keeps_their_order():
    assert read(DOUBTS["keep their written order"]).drafts[0].order_locked


def test_other_encodings_are_read_and_named():
    found = FORMAT.read(Source("bank.md", "## Où?\r\n\r\n- [x] là\r\n- [ ] ici\r\n".encode("windows-1252")))
    assert (found.encoding, found.drafts[0].stem) == ("windows-1252", "Où?")
    assert "windows-1252" in str(found.problems[0])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (TASKS, "x.md"),
        (FRONT, "x"),
        (FILES["words for question"], "x.txt"),
        ("1. Q?\n  a. x\n  b. y\n\n**Key: b**", "x"),
    ],
)
def test_markdown_is_known_by_its_content(text, name):
    assert recognise(Source(name, text.encode())) is FORMAT


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\0\xff", b"<quiz/>", b"A question,B,C\n", b"1. x\n2. y\n"])
def test_other_content_is_not(content):
    assert FORMAT.recognise(Source("x.txt", content)) == 0


PIECES = st.sampled_from([
    "\n", "\n\n", "- [x] ", "- [ ] ", "A. ", "B. ", "Answer: ", "A", "答案：B", "## ", "```", "<details>", "</details>",
    "<summary>", "---\n", "question: x\n", "1. ", "> ", "  ", "Question 3:", "![", "](", "<img ",
    "<details><summary>Facts</summary>\n```json\n{", "}",
])  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.binary() | st.lists(PIECES | st.text(max_size=4), max_size=60).map("".join).map(str.encode))
def test_any_bytes_are_read_or_refused(content):
    source = Source("any.md", content)
    assert 0 <= FORMAT.recognise(source) <= 100
    with suppress(Unreadable):
        assert isinstance(FORMAT.read(source), Parsed)


def test_the_documented_example_is_two_questions():
    text = (project.BASE_DIR / "docs" / "question-format.md").read_text()
    found = read(text.rpartition("```markdown\n")[2].partition("```\n")[0])
    assert found.problems == ()
    assert [(draft.stem, draft.key) for draft in found.drafts] == [
        ("A title, or the question itself\n\nThe stem.", (1,)),
        ("Which of these are even?", (1, 2)),
    ]
    assert [draft.explanation for draft in found.drafts] == [
        "What stands below the options explains the question as a whole.",
        "The text behind the letters is the explanation.",
    ]
